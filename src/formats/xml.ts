/** Text for an XML 1.0 document. */

// Not even a character reference may name one of these: https://www.w3.org/TR/xml/#charsets
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

const REFERENCES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Safe between tags and in quoted attributes. Characters that XML cannot hold, and white space around the text, are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(FORBIDDEN, '')
    .trim()
    .replace(/\r\n?/g, '\n')
    .replace(/[&<>"']/g, (character) => REFERENCES[character]!)
}
