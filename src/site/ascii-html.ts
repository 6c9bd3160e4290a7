/**
 * The home page as early DIGITS can read it. The development client of 2016 feeds `/` to Python 2's HTMLParser as bytes, which dies
 * on an attribute that holds both a non-ASCII byte and an entity; no page without non-ASCII bytes can do that.
 */

const TAG = /<[a-z/!](?:[^"'>]|"[^"]*"|'[^']*')*>/gi

/**
 * The same document with every character above U+007F as a numeric reference, and no `<` inside an attribute. Our pages have no
 * inline script or style, where references would mean nothing.
 */
export function asciiHtml(html: string): string {
  const quiet = html.replace(TAG, (tag) => tag.replace(/"[^"]*"/g, (value) => value.replaceAll('<', '&lt;')))
  return quiet.replace(/[^\0-\x7f]/gu, (character) => `&#${character.codePointAt(0)!};`)
}
