/** What DIGITS stumbles over, refused or warned of before it is published. Servers: e2e/digits.test.ts and e2e/digits-traps.test.ts. */
import { describe, expect, it } from 'vitest'
import { formatDigitsMaster } from '../../src/formats/digits-master.ts'
import { listDocuments } from '../../src/documents.ts'
import { fixtureStore } from '../fixtures/store.ts'
import { GOOD, problemsOf, type Files } from '../zoo/folders.ts'

const INFO = JSON.parse(GOOD.digits['lenet/info.json']) as Record<string, unknown>
const withInfo = (changes: Record<string, unknown>, files: Files = {}) =>
  problemsOf({ ...GOOD.digits, 'lenet/info.json': JSON.stringify({ ...INFO, ...changes }), ...files })
const withFile = (name: string, content = 'x') =>
  withInfo({ 'labels file': name }, { [`lenet/${name}`]: content })

describe('a snapshot', () => {
  it.each(['a#b.txt', 'a?b.txt', 'a%20b.txt'])(
    'has no file named %s: DIGITS would fetch another name without a word',
    async (name) =>
      expect((await withFile(name)).join()).toContain('has a name that not every system can keep'),
  )

  it('has no model file named .html: nginx compresses it and then sends no length', async () => {
    const problems = await withInfo({ 'model file': 'net.html' }, { 'lenet/net.html': 'x' })
    expect(problems.join()).toContain('A browser would open this file as a page of the store.')
  })

  it('is warned of a large labels file named .txt, which Apache compresses and sends without a length', async () => {
    expect(await withFile('big.txt', 'x'.repeat(110_000))).toEqual([
      expect.stringMatching(/^zoo\/lenet\/big\.txt: warning: Apache compresses \.txt files/),
    ])
    expect(await withFile('big.list', 'x'.repeat(110_000))).toEqual([])
  })

  it('is warned of a missing labels file, for which the client of 2016 has a KeyError', async () => {
    expect(await withInfo({ 'labels file': undefined })).toEqual([
      expect.stringContaining('warning: No "labels file" is named.'),
    ])
  })

  it('names no file that is missing: DIGITS would install the 404 page in its place', async () => {
    expect((await withInfo({ 'snapshot file': 'gone.caffemodel' })).join()).toContain(
      'which is not in the folder',
    )
  })

  it.each(['Caffe', 'tensorflow2', 'pytorch', ''])(
    'is of no framework %j, which DIGITS 6 refuses',
    async (framework) => {
      expect((await withInfo({ framework })).join()).toContain('DIGITS knows caffe, torch and tensorflow')
    },
  )

  it('may have blanks and brackets in the names of its files', async () => {
    expect(await withFile('my labels (1).txt')).toEqual([])
  })

  it.each(['{"license": ', "{'license': 1}", '[1]', '{"a": "\u0001"}'])(
    'has no aux.json that is %j: one bad file takes down the whole listing',
    async (text) => {
      expect((await problemsOf({ ...GOOD.digits, 'lenet/aux.json': text })).join()).toMatch(
        /This is not JSON|must be an object/,
      )
    },
  )
})

describe('a store for DIGITS', () => {
  const paths = [...listDocuments(fixtureStore())].flatMap((document) => document.paths)

  it('has both msg and children in master.json, else a KeyError takes down the listing', () => {
    expect(Object.keys(JSON.parse(formatDigitsMaster(fixtureStore())) as object)).toEqual(['msg', 'children'])
  })

  it('has info.json, aux.json and license.txt for every child, since no status is ever looked at', () => {
    const { children } = JSON.parse(formatDigitsMaster(fixtureStore())) as { children: string[] }
    expect(children).toEqual(['lenet_digits'])
    for (const name of ['info.json', 'aux.json', 'license.txt'])
      expect(paths).toContain(`lenet_digits/${name}`)
  })

  it('has an info.json for every other entry too, which nothing can import', () => {
    const documents = [...listDocuments(fixtureStore())].filter(({ paths }) =>
      paths[0].endsWith('/info.json'),
    )
    const importable = documents.filter(({ write }) => /"(framework|snapshot file)"/.test(write()))
    expect([documents.length, importable.flatMap((document) => document.paths)]).toEqual([
      4,
      ['lenet_digits/info.json'],
    ])
  })
})
