/**
 * The home page as plain ASCII. DIGITS' development client of 2016 feeds `/` to Python 2's HTMLParser as bytes, which dies on an
 * attribute that holds both a non-ASCII byte and an entity; no page without non-ASCII bytes can do that.
 */

const RAW = /<(script|style)\b[^>]*>.*?<\/\1\s*>/gis

/**
 * The same document with every character above U+007F as a numeric reference.
 *
 * Throws where a `<script>` or `<style>` element holds such a character: references mean nothing there.
 */
export function asciiHtml(html: string): string {
  for (const [element] of html.matchAll(RAW)) {
    if (NON_ASCII.test(element)) throw new Error('An inline script or style of the home page is not ASCII.')
  }
  return html.replace(/[^\0-\x7f]/gu, (character) => `&#${character.codePointAt(0)!};`)
}

const NON_ASCII = /[^\0-\x7f]/u
