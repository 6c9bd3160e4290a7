import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { citedModel } from '../../src/formats/cited-model.ts'
import { formatCff } from '../../src/formats/cite-cff.ts'
import type { License } from '../../src/zoo/entry.ts'
import { fixtureEntry, cardEntry } from '../fixtures/store.ts'
import { SAMPLES, SITE } from './cite-samples.ts'

type Cff = Record<string, unknown> & { authors: Record<string, unknown>[] }

/** By both versions of YAML; the newer is the stricter reader, the older the one with more line ends. */
function read(text: string): Cff {
  const [old, current] = (['1.1', '1.2'] as const).map(
    (version) => parse(text, { version, schema: 'core' }) as Cff,
  )
  expect(old).toEqual(current)
  return current!
}

/** Of the schema of CFF 1.2.0: what may stand there, and what must. */
const KEYS =
  `cff-version message type title abstract authors version date-released doi url repository-artifact license
  license-url keywords`.split(/\s+/)
const PERSON = ['family-names', 'given-names', 'affiliation', 'orcid']
const GROUP = ['name', 'orcid']

describe('formatCff', () => {
  it.each(SAMPLES)('has the keys and forms of CFF 1.2.0: %s', (_, entry) => {
    const cff = read(formatCff(entry, SITE))
    expect(Object.keys(cff).filter((key) => !KEYS.includes(key))).toEqual([])
    expect([cff['cff-version'], cff['type']]).toEqual(['1.2.0', 'software'])
    expect(cff.authors.length).toBeGreaterThan(0)
    for (const author of cff.authors) {
      const known = 'name' in author ? GROUP : PERSON
      expect(Object.keys(author).filter((key) => !known.includes(key))).toEqual([])
      expect(author['orcid'] ?? 'https://orcid.org/0000-0002-1825-0097').toMatch(
        /^https:\/\/orcid\.org\/(\d{4}-){3}\d{3}[\dX]$/,
      )
    }
    expect(cff['date-released'] ?? '2026-01-01').toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(cff['doi'] ?? '10.1/x').toMatch(/^10\.\d{1,9}\/\S+$/)
    expect(new Set(cff['keywords'] as string[] | undefined).size).toBe(
      citedModel(entry, SITE).keywords.length,
    )
  })

  it.each(SAMPLES)('gives every text back as it was: %s', (_, entry) => {
    const cff = read(formatCff(entry, SITE))
    const model = citedModel(entry, SITE)
    expect(cff['title']).toBe(model.title)
    expect(cff['abstract'] ?? '').toBe(model.summary)
    expect(cff.authors.map(({ name }) => name)).toEqual(
      model.authors.map(({ person, name }) => (person ? undefined : name)),
    )
  })

  it.each<[string, Partial<License>, object]>([
    ['an id of SPDX, as SPDX writes it', { id: 'mit', name: 'MIT', url: null }, { license: 'MIT' }],
    [
      'the same under a name of its own',
      { id: 'cc-by-4.0', name: 'CC BY', url: 'https://spdx.org/licenses/CC-BY-4.0.html' },
      { license: 'CC-BY-4.0' },
    ],
    ['an id that is not SPDX’s', { id: 'openrail', name: 'openrail', url: null }, {}],
    [
      'a licence without an id',
      { id: 'other', name: 'Ours', url: 'https://lab.example/l' },
      { 'license-url': 'https://lab.example/l' },
    ],
  ])('names %s', (_, stated, expected) => {
    const license: License = { ...fixtureEntry().license, ...stated }
    const { license: id, 'license-url': url } = read(formatCff(fixtureEntry({ license }), SITE))
    expect({
      ...(id !== undefined && { license: id }),
      ...(url !== undefined && { 'license-url': url }),
    }).toEqual(expected)
  })

  it("hands out the folder's own file as it is", () => {
    const text = 'cff-version: 1.1.0 # ours\r\n'
    const citationFile = { path: 'CITATION.cff', from: 'CITATION.cff', size: text.length, text }
    expect(formatCff({ ...cardEntry(), citationFile }, SITE)).toBe(text)
  })
})
