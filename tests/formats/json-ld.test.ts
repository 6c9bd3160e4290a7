import { describe, expect, it } from 'vitest'
import { modelJsonLd, storeJsonLd } from '../../src/formats/json-ld.ts'
import { cardEntry, digitsEntry, fixtureDownload, fixtureEntry } from '../fixtures/store.ts'
import { BREAKER, SAMPLES, SITE } from './cite-samples.ts'

type Json = Record<string, unknown>

function parse(text: string): Json {
  return JSON.parse(text) as Json
}

describe('modelJsonLd', () => {
  it.each(SAMPLES)('ends no element of HTML, and is ASCII: %s', (_, entry) => {
    const text = modelJsonLd(entry, SITE)
    expect(text).toMatch(/^[ -;=?-~]+$/)
    expect(parse(text)).toMatchObject({
      '@type': ['fair4ml:MLModel', 'SoftwareSourceCode'],
      '@id': `https://lab.example/zoo/${entry.id}/`,
      isAccessibleForFree: true,
    })
  })

  it('says what is known of a model', () => {
    const data = parse(modelJsonLd({ ...cardEntry(), title: BREAKER.replaceAll('\ud800', '') }, SITE))
    expect(data).toMatchObject({
      version: '2.1',
      datePublished: '2026-03-01',
      identifier: 'https://doi.org/10.1234/fixture',
      license: 'https://spdx.org/licenses/CC-BY-4.0.html',
      'fair4ml:mlTask': 'image-segmentation',
      'fair4ml:trainedOn': [{ '@type': 'Dataset', name: 'fixture-scans' }],
      'fair4ml:hasEvaluation': [{ name: 'Dice', 'fair4ml:evaluationResults': { value: '0.9730' } }],
      publisher: { name: SITE.title, url: 'https://lab.example/zoo/' },
    })
    expect((data['author'] as Json[]).at(-1)).toEqual({
      '@type': 'Person',
      '@id': 'https://orcid.org/0000-0002-1825-0097',
      name: 'Fixture, Ada M.',
      familyName: 'Fixture',
      givenName: 'Ada M.',
      affiliation: { '@type': 'Organization', name: 'Fixture lab' },
    })
  })

  it('names every download with size, sum and kind', () => {
    expect(parse(modelJsonLd(digitsEntry(), SITE))['distribution']).toEqual([
      {
        '@type': 'DataDownload',
        name: 'lenet_digits',
        contentUrl: 'https://lab.example/zoo/lenet_digits/1.0/lenet_digits.tar.gz',
        contentSize: '1024 B',
        encodingFormat: 'application/gzip',
        sha256: '77'.repeat(32),
      },
    ])
    const hosted = fixtureDownload({ path: null, url: 'https://files.example/get?name=a.zip' })
    const [download] = parse(modelJsonLd(fixtureEntry({ downloads: [hosted] }), SITE))[
      'distribution'
    ] as Json[]
    expect(download).not.toHaveProperty('encodingFormat')
  })

  it('makes nothing up, and has bounds', () => {
    const bare = parse(modelJsonLd(fixtureEntry(), SITE))
    for (const key of ['datePublished', 'author', 'identifier', 'license', 'distribution', 'image'])
      expect(bare).not.toHaveProperty(key)
    const tags = Array.from({ length: 5000 }, (_, index) => `tag ${index}`)
    expect(parse(modelJsonLd(fixtureEntry({ tags }), SITE))['keywords']).toHaveLength(100)
  })
})

describe('storeJsonLd', () => {
  it('names the store and its catalogue, not its models', () => {
    expect(parse(storeJsonLd({ ...SITE, title: 'Zoo </script> é' }))).toEqual({
      '@context': 'https://schema.org/',
      '@type': 'DataCatalog',
      '@id': 'https://lab.example/zoo/',
      name: 'Zoo </script> é',
      url: 'https://lab.example/zoo/',
      description: SITE.message,
      distribution: [
        {
          '@type': 'DataDownload',
          contentUrl: 'https://lab.example/zoo/catalogue.json',
          encodingFormat: 'application/json',
        },
      ],
    })
  })
})
