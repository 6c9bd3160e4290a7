/** What holds for every address and text in the documents of a store, judged by Python's own parsers. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNiftynetSpec } from '../../src/formats/niftynet-spec.ts'
import { escapeXml } from '../../src/formats/xml.ts'
import { downloadAddress } from '../../src/zoo/fields.ts'
import { fixtureDownload, fixtureEntry } from '../fixtures/store.ts'
import { python } from './python.ts'

/** Samples of a kind, the same on each run: one process of Python judges them all. */
function samples<Value>(arbitrary: fc.Arbitrary<Value>, numRuns: number): Value[] {
  return fc.sample(arbitrary, { numRuns, seed: 20_160_830 })
}

/** Addresses as a card may state them, in the form that the reader gives them. */
const tail = fc
  .array(
    fc.oneof(
      fc.constantFrom(...Array.from(`%;#=:[]()$"'\\ &?+~@!*,{}`), '%(x)s', '%20', '${x}', 'ä', '🧠'),
      fc.webSegment(),
    ),
  )
  .map((parts) => parts.join(''))
const hosted = fc
  .tuple(fc.constantFrom('http', 'https'), fc.webAuthority(), tail, tail)
  .map(
    ([scheme, host, path, query]) => downloadAddress.safeParse(`${scheme}://${host}/${path}?${query}`).data,
  )
  .filter((url) => url !== undefined)

const READ_SPECS = `
import configparser, json, sys
def read(text):
    parser = configparser.ConfigParser(strict=True)
    parser.read_string(text.encode('ascii').decode('ascii'))
    return [parser.get(name, 'url') for name in parser.sections() if name != 'config']
print(json.dumps([read(text) for text in json.load(sys.stdin)]))`

describe('a spec for NiftyNet', () => {
  it('gives every hosted address back as it was', () => {
    const cases = samples(fc.array(hosted, { minLength: 1, maxLength: 4 }), 500)
    const specs = cases.map((urls) =>
      formatNiftynetSpec(
        fixtureEntry({
          downloads: urls.map((url, index) => fixtureDownload({ section: `part${index}`, path: null, url })),
        }),
      ),
    )
    expect(python(READ_SPECS, JSON.stringify(specs))).toEqual(cases)
  })

  it('gives every name of a section or folder back as it was', () => {
    const name = fc
      .stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,30}$/)
      .filter((text) => !/^(config|default)$/i.test(text))
    const cases = samples(
      fc.uniqueArray(name, { minLength: 1, maxLength: 4, selector: (one) => one.toLowerCase() }),
      300,
    )
    const specs = cases.map((names) =>
      formatNiftynetSpec(
        fixtureEntry({
          downloads: names.map((section) =>
            fixtureDownload({ section, niftynet: { destination: 'models', localId: section } }),
          ),
        }),
      ),
    )
    const script = READ_SPECS.replace("parser.get(name, 'url')", "[name, parser.get(name, 'local_id')]")
    const expected = cases.map((names) => names.map((section) => [section, section]))
    expect(python(script, JSON.stringify(specs))).toEqual(expected)
  })
})

describe('escapeXml', () => {
  it('gives text that an XML parser reads back, in an element and in an attribute', () => {
    const cases = samples(fc.string({ unit: 'binary', maxLength: 40 }), 1000)
    const documents = cases.map((text) => `<a b="${escapeXml(text)}">${escapeXml(text)}</a>`)
    const script = `
import json, sys, xml.etree.ElementTree
trees = [xml.etree.ElementTree.fromstring(text) for text in json.load(sys.stdin)]
print(json.dumps([[tree.text or '', tree.get('b')] for tree in trees]))`
    // A parser makes blanks of white space in an attribute.
    const expected = cases.map((text) => plain(text)).map((text) => [text, text.replaceAll(/[\t\n]/g, ' ')])
    expect(python(script, JSON.stringify(documents))).toEqual(expected)
  })
})

/** The text without what XML 1.0 has no place for: https://www.w3.org/TR/xml/#charsets */
function plain(text: string): string {
  const kept = Array.from(text).filter((character) => {
    const code = character.codePointAt(0)!
    if (code < 0x20) return [0x9, 0xa, 0xd].includes(code)
    return !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff
  })
  return kept.join('').trim().replaceAll(/\r\n?/g, '\n')
}
