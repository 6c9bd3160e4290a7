import { describe, expect, it } from 'vitest'
import { GOOD, problemsOf, type Files } from '../zoo/folders.ts'

const INFO = JSON.parse(GOOD.digits['lenet/info.json']) as Record<string, unknown>
const withInfo = (changes: Record<string, unknown>, files: Files = {}) =>
  problemsOf({ ...GOOD.digits, 'lenet/info.json': JSON.stringify({ ...INFO, ...changes }), ...files })

describe('every file that info.json names', () => {
  it('is there', async () => expect(await withInfo({})).toEqual([]))

  it.each(['snapshot file', 'model file', 'labels file', 'mean file', 'python layer file', 'solver file'])(
    'is missed where %s names none in the folder',
    async (key) => {
      expect(await withInfo({ [key]: 'gone.bin' })).toEqual([
        `zoo/lenet/info.json: "${key}" names "gone.bin", which is not in the folder. Add the file or correct the name.`,
      ])
    },
  )

  it.each(['../a.caffemodel', 'sub/a.caffemodel', 'https://a.example/a.caffemodel'])(
    'lies beside it, not at %s',
    async (name) => {
      expect((await withInfo({ 'snapshot file': name })).join()).toContain(
        'DIGITS reads files beside info.json only',
      )
    },
  )

  it.each([
    ['snapshot file', null],
    ['model file', ''],
    ['labels file', ['labels.txt']],
    ['labels file', 7],
  ])('is named by text: %s is not %j', async (key, value) => {
    expect((await withInfo({ [key]: value })).join()).toContain(`"${key}" must name a file.`)
  })

  it.each(['mean file', 'solver file'])('may be absent where DIGITS does not ask for it: %s', async (key) => {
    expect(await withInfo({ [key]: '' })).toEqual([])
  })
})

describe('the network of a snapshot', () => {
  it.each(['model file', 'network file'])('may be named by %s', async (key) => {
    expect(await withInfo({ 'model file': undefined, [key]: 'net.prototxt' })).toEqual([])
  })

  it('must be named', async () => {
    expect(await withInfo({ 'model file': undefined })).toEqual([
      'zoo/lenet/info.json: Neither "model file" nor "network file" names the network\'s definition. DIGITS needs one.',
    ])
  })
})

describe('a TensorFlow snapshot', () => {
  const TENSORFLOW = { framework: 'tensorflow' }
  const parts = (name: string): Files =>
    Object.fromEntries(['.index', '.meta', '.data-00000-of-00001'].map((end) => [`lenet/${name}${end}`, 'x']))

  const DIGITS_6_ONLY =
    'zoo/lenet/info.json: warning: DIGITS 6 reads TensorFlow snapshots; DIGITS 5 and the development version of 2016 cannot import them.'

  it('is three files, named by what they share', async () => {
    expect(await withInfo({ ...TENSORFLOW, 'snapshot file': 's.ckpt' }, parts('s.ckpt'))).toEqual([
      DIGITS_6_ONLY,
    ])
    expect(await withInfo({ ...TENSORFLOW, 'snapshot file': 's.ckpt' })).toHaveLength(4)
  })

  it('has a name that ends in .ckpt', async () => {
    expect(await withInfo({ ...TENSORFLOW, 'snapshot file': 's.ckpt-10' }, parts('s.ckpt-10'))).toEqual([
      'zoo/lenet/info.json: "snapshot file" is "s.ckpt-10". For TensorFlow DIGITS wants a name that ends in ".ckpt".',
      DIGITS_6_ONLY,
    ])
  })
})
