import { describe, expect, it } from 'vitest'
import { formatNiftynetSpec } from '../../src/formats/niftynet-spec.ts'
import { cardEntry, fixtureDownload, fixtureEntry } from '../fixtures/store.ts'
import { parseSpec } from './python.ts'

const specOf = (...downloads: Parameters<typeof fixtureDownload>[0][]): string =>
  formatNiftynetSpec(fixtureEntry({ downloads: downloads.map(fixtureDownload) }))

describe('formatNiftynetSpec', () => {
  it('has a config section and one a download, like the specs of the first zoo', () => {
    expect(specOf({})).toBe(
      [
        '[config]',
        'version = 1.0',
        '',
        '[weights]',
        'local_id = bare',
        'url = https://lab.example/zoo/bare/1.0/weights.tar.gz',
        'action = expand',
        'destination = models',
        '',
      ].join('\n'),
    )
  })

  it('leaves out a download that NiftyNet has no place for', () => {
    expect(Object.keys(parseSpec(formatNiftynetSpec(cardEntry())))).toEqual(['config', 'data', 'weights'])
  })

  it('gives every section an action, without which it is skipped in silence', () => {
    const { config, ...sections } = parseSpec(formatNiftynetSpec(cardEntry()))
    expect(config).toEqual({ version: '2.1' })
    expect(Object.values(sections).map(({ action }) => action)).toEqual(['expand', 'expand'])
  })

  it('always writes local_id, because the default is the id as typed', () => {
    const { data, weights } = parseSpec(formatNiftynetSpec(cardEntry()))
    expect([data?.['local_id'], weights?.['local_id']]).toEqual(['SCANS', 'spleen_ct'])
  })

  it('makes no demand on the version of the client', () => {
    expect(formatNiftynetSpec(cardEntry())).not.toMatch(/min_/)
  })
})

describe('an address in a spec', () => {
  it('reaches the client as it is', () => {
    const urls = [
      'https://files.example/a.tar.gz?dl=1',
      'https://files.example/a.tar.gz?dl=1&x=%20;y#z',
      'https://files.example/a%(b)s.tar.gz',
      'https://files.example/a.tar.gz?x="=;#[.\\\'',
      '"https://files.example/a=b"',
      '[https://files.example/',
      'https://files.example/$x/${y}',
    ]
    const spec = parseSpec(
      specOf(...urls.map((url, index) => ({ section: `part${index}`, path: null, url }))),
    )
    expect(urls.map((_, index) => spec[`part${index}`]?.['url'])).toEqual(urls)
  })

  it('stands bare, with its percent signs doubled for ConfigParser', () => {
    const spec = specOf({ path: null, url: 'https://files.example/a?dl=1&x=%20;y#z' })
    expect(spec).toContain('\nurl = https://files.example/a?dl=1&x=%%20;y#z\n')
  })

  it('is ASCII even where the host and the path are not', () => {
    const spec = specOf({ path: null, url: 'https://münchen.example/größe' })
    expect(spec).toContain('\nurl = https://xn--mnchen-3ya.example/gr%%C3%%B6%%C3%%9Fe\n')
  })
})

describe('a section in a spec', () => {
  it('keeps its name and its place', () => {
    const names = ['weights', 'a.b', 'v1.0.weights', '10', '__proto__', 'constructor', 'a;b', 'a#b', 'a=b']
    const spec = specOf(...names.map((section) => ({ section })))
    expect(spec.match(/(?<=^\[).*(?=\]$)/gm)).toEqual(['config', ...names])
    expect(new Set(Object.keys(parseSpec(spec)))).toEqual(new Set(['config', ...names]))
  })

  it.each(['config', 'CONFIG', 'DEFAULT', 'default', 'a]b'])('is never named %s', (section) => {
    expect(() => specOf({ section })).toThrow(`cannot be named "${section}"`)
  })

  it('refuses what ConfigParser would read differently', () => {
    const localId = 'größe'
    expect(() => specOf({ niftynet: { destination: 'data', localId } })).toThrowErrorMatchingInlineSnapshot(
      `[Error: "größe" cannot stand in a spec for NiftyNet. Use printable ASCII without blanks around it.]`,
    )
  })
})
