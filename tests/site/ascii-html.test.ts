import { describe, expect, it } from 'vitest'
import { asciiHtml } from '../../src/site/ascii-html.ts'

describe('asciiHtml', () => {
  it.each([
    ['<p title="Größe &amp; x">é</p>', '<p title="Gr&#246;&#223;e &amp; x">&#233;</p>'],
    ['17.9\u00a0MB', '17.9&#160;MB'],
    ['🧠', '&#129504;'],
    ['plain <b>ASCII</b> &amp; entities\n', 'plain <b>ASCII</b> &amp; entities\n'],
  ])('writes %s in ASCII', (html, ascii) => {
    expect(asciiHtml(html)).toBe(ascii)
  })

  it('leaves nothing above 0x7f', () => {
    const everything = String.fromCodePoint(
      ...Array.from({ length: 0xd7ff - 0x80 }, (_, index) => index + 0x80),
    )
    expect(/^[\0-\x7f]*$/.test(asciiHtml(everything))).toBe(true)
  })

  it('refuses a script in which a reference would mean something else', () => {
    expect(() => asciiHtml('<script>const a = "é"</script>')).toThrowErrorMatchingInlineSnapshot(
      `[Error: An inline script or style of the home page is not ASCII.]`,
    )
  })
})
