import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { formatCatalogue } from '../../src/formats/catalogue.ts'
import { formatCatalogueSchema } from '../../src/formats/catalogue-schema.ts'
import { fixtureStore } from '../fixtures/store.ts'

type Json = Record<string, unknown>

const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(
  JSON.parse(formatCatalogueSchema()) as Json,
)
const catalogue = (): { formatVersion: number; entries: Json[] } =>
  JSON.parse(formatCatalogue(fixtureStore())) as ReturnType<typeof catalogue>

describe('formatCatalogue', () => {
  it.each([
    ['fixture', fixtureStore()],
    ['empty', fixtureStore({ entries: [] })],
    ['store without a contact', fixtureStore({ site: { contact: null } })],
  ])('keeps to the published schema: %s', (_, store) => {
    validate(JSON.parse(formatCatalogue(store)))
    expect(validate.errors).toBeNull()
  })

  it('names every file either by a path of its own or by the address where it is hosted', () => {
    const downloads = catalogue().entries.flatMap((entry) => entry['downloads'] as Json[])
    expect(downloads.map((download) => download['path'] ?? download['url'])).toEqual([
      'Dataset901_Shapes/1.0/Dataset901_Shapes.zip',
      'lenet_digits/1.0/lenet_digits.tar.gz',
      'https://files.example/scans.tar.gz?dl=1&x=%20;y#z',
      'spleen_ct/2.1/extra.tar.gz',
      'spleen_ct/2.1/weights.tar.gz',
    ])
  })
})

describe('formatCatalogueSchema', () => {
  it.each<[string, (entry: Json) => void]>([
    ['an unknown key', (entry) => (entry['extra'] = 1)],
    ['a missing key', (entry) => delete entry['title']],
    ['a download without an address', (entry) => (entry['downloads'] = [download({})])],
    ['a download with two addresses', (entry) => (entry['downloads'] = [download({ path: 'a', url: 'b' })])],
    ['a sum that is none', (entry) => (entry['downloads'] = [download({ path: 'a', sha256: 'A1' })])],
    ['an unknown client', (entry) => (entry['clients'] = ['telnet'])],
  ])('refuses %s', (_, spoil) => {
    const spoilt = catalogue()
    spoil(spoilt.entries[0]!)
    expect(validate(spoilt)).toBe(false)
  })

  it('refuses another format version', () => {
    expect(validate({ ...catalogue(), formatVersion: 2 })).toBe(false)
  })
})

function download(overrides: Json): Json {
  return { section: 'weights', size: 1, sha256: 'a1'.repeat(32), ...overrides }
}
