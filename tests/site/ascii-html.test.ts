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

  it('leaves no tag inside an attribute, where Python 2 would find it', () => {
    expect(asciiHtml('<li data-words="<td>x/</td> <script>é</script>" title="a">1 < 2</li>')).toBe(
      '<li data-words="&lt;td>x/&lt;/td> &lt;script>&#233;&lt;/script>" title="a">1 < 2</li>',
    )
  })
})
