import { describe, expect, it } from 'vitest'
import type { InstalledPart } from '../../../src/client/install/record.ts'
import type { OpenStore } from '../../../src/client/store/model.ts'
import { askStore } from '../../../src/client/verify/ask-store.ts'
import { identify } from '../../../src/client/verify/identify.ts'
import { UserError } from '../../../src/lib/user-error.ts'
import { published, sampleDownload, sampleModel, sampleStore, sha256 } from '../sample-store.ts'

const PART: InstalledPart = {
  ...{ store: 'https://lab.example/zoo', id: 'liver', version: '1.0', section: 'weights' },
  ...{ sha256: sha256('weights'), files: published({ 'weights.bin': 'weights' }) },
}
const going = new AbortController().signal
const ask = (part: InstalledPart, store: OpenStore) => askStore(part, () => Promise.resolve(store), going)
const versions = ['2.0', '1.0']
const STANDING = { version: '1.0', date: '2026-11-20', yanked: null, isPublished: true }
const WITHDRAWN = { ...STANDING, yanked: { date: '2026-11-21', reason: 'Wrong labels.' } }

describe('a store, asked whether it still publishes the same,', () => {
  it.each<[string, InstalledPart, OpenStore, object]>([
    ['does', PART, sampleStore([sampleModel()]), { state: 'same', newest: '1.0' }],
    [
      'publishes other bytes under the version',
      { ...PART, sha256: sha256('other') },
      sampleStore([sampleModel()]),
      { state: 'differs', newest: '1.0' },
    ],
    [
      'has a newer version besides',
      PART,
      sampleStore([sampleModel({ version: '2.0', versions, downloads: [] }), sampleModel({ versions })]),
      { state: 'same', newest: '2.0' },
    ],
    [
      'has a newer version instead',
      PART,
      sampleStore([sampleModel({ version: '2.0', versions: ['2.0'] })]),
      { state: 'unknown', newest: '2.0', why: 'The store has version 1.0 no more.' },
    ],
    [
      'has withdrawn the version',
      PART,
      sampleStore([
        sampleModel({
          ...{ version: '2.0', versions: ['2.0'] },
          history: [{ ...STANDING, version: '2.0' }, WITHDRAWN],
        }),
      ]),
      {
        ...{ state: 'unknown', newest: '2.0' },
        why: 'The store withdrew version 1.0 on 2026-11-21 ("Wrong labels.").',
      },
    ],
    [
      'has the model no more',
      PART,
      sampleStore([]),
      { state: 'unknown', newest: null, why: 'The store has this model no more.' },
    ],
    [
      'has withdrawn the model',
      PART,
      sampleStore([], { withdrawal: () => Promise.resolve('It was withdrawn.') }),
      { state: 'unknown', newest: null, why: 'It was withdrawn.' },
    ],
    [
      'has the section no more',
      { ...PART, section: 'data' },
      sampleStore([sampleModel()]),
      { state: 'unknown', newest: '1.0', why: 'The store has this section no more.' },
    ],
    [
      'tells no sums',
      PART,
      sampleStore([sampleModel({ downloads: [sampleDownload('weights', { sha256: null })] })]),
      { state: 'unknown', newest: '1.0', why: 'The store publishes no sums.' },
    ],
  ])('%s', async (_, part, store, expected) => {
    expect(await ask(part, store)).toEqual(expected)
  })

  const loose = (sum: string | null) =>
    sampleModel({
      ...{ version: null, versions: [], layout: 'digits', downloads: [] },
      digits: {
        framework: 'caffe',
        files: [{ path: 'weights.bin', url: 'https://lab.example/w', size: null, sha256: sum }],
      },
    })
  const LOOSE_PART = { ...PART, version: null, section: 'liver', sha256: null }

  it.each([
    [sha256('weights'), { state: 'same', newest: null }],
    [sha256('other'), { state: 'differs', newest: null }],
    [null, { state: 'unknown', newest: null, why: 'The store publishes no sums.' }],
  ])('compares single files with their sum %s', async (sum, expected) => {
    expect(await ask(LOOSE_PART, sampleStore([loose(sum)]))).toEqual(expected)
  })

  it('may be silent, and a bug is none of that', async () => {
    const dead = () => Promise.reject(new UserError('It does not answer.'))
    expect(await askStore(PART, dead, going)).toEqual({
      state: 'silent',
      newest: null,
      why: 'It does not answer.',
    })
    await expect(askStore(PART, () => Promise.reject(new TypeError('a bug')), going)).rejects.toThrow('a bug')
    await expect(askStore(PART, dead, AbortSignal.abort(new Error('ended')))).rejects.toThrow('ended')
  })
})

describe('a sum is looked for', () => {
  const store = sampleStore(
    [sampleModel(), sampleModel({ id: 'spleen', downloads: [sampleDownload('code')] })],
    {
      sums: () => Promise.resolve(new Map([['liver/media/a.webp', sha256('picture')]])),
    },
  )

  it.each([
    ['weights.tar.gz of liver 1.0', sha256('weights')],
    ['liver/media/a.webp', sha256('picture')],
    ['code.tar.gz of spleen 1.0', sha256('code')],
  ])('and is %s', async (what, sum) => {
    expect(await identify(new Set([sum]), store, [])).toEqual(new Map([[sum, what]]))
  })

  it('inside archives, near the path first, and no further than needed', async () => {
    const asked: string[] = []
    const inside = sampleModel({
      id: 'spleen',
      downloads: [sampleDownload('code', { files: published({ 'net.py': 'net' }) })],
    })
    const counting = sampleStore([sampleModel(), inside], {
      model: (id) => {
        asked.push(id)
        return Promise.resolve(id === 'spleen' ? inside : sampleModel())
      },
    })
    const found = await identify(new Set([sha256('net')]), counting, ['/home/spleen/net.py'])
    expect([...found.values()]).toEqual(['net.py in code.tar.gz of spleen 1.0'])
    expect(asked[0]).toBe('spleen')
  })

  it('in two hundred documents at most', async () => {
    let asked = 0
    const many = sampleStore(
      Array.from({ length: 300 }, (_, index) => sampleModel({ id: `m${index}` })),
      {
        model: () => Promise.resolve((asked++, sampleModel())),
      },
    )
    expect(await identify(new Set([sha256('nowhere')]), many, [])).toEqual(new Map())
    expect(asked).toBe(200)
  })
})
