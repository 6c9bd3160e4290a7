/** What NiftyNet's client stumbles over: an entry that would make it stumble is refused, and a spec never does. Servers: e2e/niftynet.test.ts. */
import { describe, expect, it } from 'vitest'
import { formatNiftynetSpec } from '../../src/formats/niftynet-spec.ts'
import { DOCUMENTS } from '../../src/documents.ts'
import { fixtureDownload, fixtureEntry } from '../fixtures/store.ts'
import { card, problemsOf } from '../zoo/folders.ts'

const withId = (id: string) =>
  problemsOf({ [`${id}/README.md`]: card('license: mit'), [`${id}/weights/a`]: 'x' })
const withVersion = (version: string) =>
  problemsOf({ 'a/README.md': card('license: mit', `version: ${version}`), 'a/weights/a': 'x' })
const spec = formatNiftynetSpec(fixtureEntry({ downloads: [fixtureDownload()] }))

describe('an entry for NiftyNet', () => {
  it.each(['liver_model_zoo', '_model_zoo', 'a_model_zoo_b', 'Liver_Model_Zoo'])(
    'is never named %s, since the client cuts _model_zoo out of what is typed, wherever it stands',
    async (id) => expect(await withId(id)).toHaveLength(1),
  )

  it.each(['"0.6rc1"', '"v1.0"', '"1.0-beta"', '"1.x"', '1.10'])(
    'has no version %s, which LooseVersion could not compare with numbers',
    async (version) => expect((await withVersion(version)).join()).toContain('version: This must be'),
  )

  it.each(['.ckpt', '.hidden/a'])(
    'has no member %s: one whose names all begin with a dot would be downloaded again on each run',
    async (path) => {
      const files = { 'a/README.md': card('license: mit'), [`a/weights/${path}`]: 'x' }
      expect((await problemsOf(files)).join()).toContain('begins with a dot')
    },
  )
})

describe('a spec for NiftyNet', () => {
  it.each([
    ['action = expand', 'without an action a section is skipped in silence'],
    ['local_id = bare', 'without a local_id the folder is named as the id was typed'],
    ['destination = models', 'without a destination all goes to examples'],
    ['version = 1.0', 'without a version nothing is ever updated, or a KeyError is raised'],
  ])('says %s: %s', (line) => expect(spec.split('\n')).toContain(line))

  it('says nothing of min_niftynet or min_download_api, at which clients of other versions die', () => {
    expect(spec).not.toContain('min_')
  })

  it('lies in the branch of every release, under both names where a release does not cut the suffix', () => {
    const { urls } = DOCUMENTS.find((row) => row.urls[0] === '/<id>/main.ini')!
    expect(urls.filter((url) => url.startsWith('/raw/'))).toEqual([
      '/raw/master/<id>.ini',
      '/raw/master/<id>_model_zoo.ini',
      '/raw/new_dataset_api/<id>.ini',
      '/raw/new_dataset_api/<id>_model_zoo.ini',
      '/raw/5-reorganising-with-lfs/<id>/main.ini',
    ])
  })

  it('stands beside a README.md in each branch, without which an unknown id is told as a dead server', () => {
    const branches = (name: RegExp) =>
      new Set(DOCUMENTS.flatMap(({ urls }) => urls.flatMap((url) => name.exec(url)?.[1] ?? [])))
    expect(branches(/^\/raw\/([^/]+)\/README\.md$/)).toEqual(branches(/^\/raw\/([^/]+)\/<id>/))
  })
})
