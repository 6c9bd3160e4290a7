import { expect, it } from 'vitest'
import { escapeXml } from '../../src/formats/xml.ts'

it.each([
  [`<a href="x" id='y'>&amp;</a>`, '&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;'],
  [']]>', ']]&gt;'],
  ['a\r\nb\rc', 'a\nb\nc'],
  ['\0\b\x0b\x1f\ufffe\uffff\udc00', ''],
  ['\t é שלום 🧠 ', 'é שלום 🧠'],
])('writes what XML 1.0 can hold, and nothing that is markup: %j', (text, expected) => {
  expect(escapeXml(text)).toBe(expected)
})
