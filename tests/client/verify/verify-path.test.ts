import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isGood } from '../../../src/client/verify/verdict-lines.ts'
import { verifyPath, type VerifyOptions } from '../../../src/client/verify/verify-path.ts'
import { UserError } from '../../../src/lib/user-error.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { published, sampleModel, sampleStore, sha256 } from '../sample-store.ts'

const STORE = sampleStore([sampleModel()])
const FILES = { 'weights/weights.bin': 'weights', 'weights/b.bin': 'b' }

function write(dir: string, files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
}

function install(dir: string, store = STORE.url): void {
  const part = {
    store,
    id: 'liver',
    version: '1.0',
    section: 'weights',
    sha256: sha256('weights'),
    files: published(FILES),
  }
  write(dir, { ...FILES, '.zoopress.json': JSON.stringify({ formatVersion: 1, installed: [part] }) })
}

function options(more: Partial<VerifyOptions> = {}): VerifyOptions & { opened: string[] } {
  const opened: string[] = []
  const open = (address: string) => {
    opened.push(address)
    return address === STORE.url
      ? Promise.resolve(STORE)
      : Promise.reject(new UserError(`${address} does not answer.`))
  }
  return { stores: [], instead: null, signal: new AbortController().signal, open, ...more, opened }
}

describe('a path', () => {
  it('that holds several installations is gone through', async () => {
    const dir = freshFolder()
    install(join(dir, 'models/liver'))
    install(join(dir, 'data/liver'))
    const verdict = await verifyPath(dir, options())
    expect(verdict.installed.map((one) => one.dir)).toEqual([
      join(dir, 'data/liver'),
      join(dir, 'models/liver'),
    ])
    expect(verdict.installed.flatMap(({ answers }) => answers)).toEqual(
      Array(2).fill({ state: 'same', newest: '1.0' }),
    )
    expect(isGood(verdict)).toBe(true)
  })

  it('is judged by the store that the record names, whatever the others are', async () => {
    const dir = freshFolder()
    install(dir)
    const asking = options({ stores: ['https://other.example'] })
    await verifyPath(dir, asking)
    expect(asking.opened).toEqual([STORE.url])
  })

  it.each([
    '.',
    '/etc',
    '~',
    'ftp://lab.example',
    'https://me:secret@lab.example/zoo',
    'https://lab.example/?a',
  ])('is judged by no store where the record names %j', async (store) => {
    const dir = freshFolder()
    install(dir, store)
    const asking = options()
    const [folder] = (await verifyPath(dir, asking)).installed
    expect(folder!.answers).toMatchObject([{ state: 'unknown' }])
    expect(asking.opened).toEqual([])
  })

  it('is judged by a mirror where one is named', async () => {
    const dir = freshFolder()
    install(dir, 'https://gone.example')
    const asking = options({ instead: STORE.url })
    const verdict = await verifyPath(dir, asking)
    expect([isGood(verdict), verdict.installed[0]?.asked]).toEqual([true, STORE.url])
    expect(asking.opened).toEqual([STORE.url])
  })

  it('that was installed from a file has no store to ask', async () => {
    const dir = freshFolder()
    install(dir, '')
    const asking = options()
    const { answers } = (await verifyPath(dir, asking)).installed[0]!
    expect(answers).toEqual([
      { state: 'unknown', newest: null, why: 'It comes from a file, and from no store.' },
    ])
    expect(asking.opened).toEqual([])
  })

  it('of one installed file is judged by the record above it', async () => {
    const dir = freshFolder()
    install(dir)
    write(dir, { 'weights/b.bin': 'changed' })
    expect(isGood(await verifyPath(join(dir, 'weights/weights.bin'), options()))).toBe(true)
    expect(isGood(await verifyPath(join(dir, 'weights/b.bin'), options()))).toBe(false)
  })

  it('that holds nothing is not whole', async () => {
    const dir = freshFolder()
    await expect(verifyPath(dir, options({ stores: [STORE.url] }))).rejects.toThrow(
      `${dir} holds no files to verify.`,
    )
  })

  it('of files without a record is looked up, and a dead store is told of', async () => {
    const dir = freshFolder()
    write(dir, { 'weights.tar.gz': 'weights', 'sub/other.bin': 'other' })
    const verdict = await verifyPath(dir, options({ stores: ['https://gone.example', STORE.url] }))
    expect(verdict).toEqual({
      installed: [],
      files: [
        { path: join(dir, 'sub/other.bin'), sha256: sha256('other'), known: null },
        {
          path: join(dir, 'weights.tar.gz'),
          sha256: sha256('weights'),
          known: { store: STORE.url, what: 'weights.tar.gz of liver 1.0' },
        },
      ],
      silent: ['https://gone.example does not answer.'],
    })
    expect(isGood(verdict)).toBe(false)
  })

  it.each<[string, (dir: string) => string, RegExp]>([
    ['that is not there', (dir) => join(dir, 'missing'), /there is no such file or folder/],
    [
      'without a record and a store to ask',
      (dir) => {
        write(dir, { 'a.bin': 'a' })
        return dir
      },
      /no record says where it comes from\. Name the store with --store/,
    ],
    [
      'whose record is broken',
      (dir) => {
        write(dir, { '.zoopress.json': '{' })
        return dir
      },
      /\.zoopress\.json/,
    ],
    [
      'that is a link',
      (dir) => {
        write(dir, { 'a.bin': 'a' })
        symlinkSync('a.bin', join(dir, 'link'))
        return join(dir, 'link')
      },
      /is a link, or no file/,
    ],
  ])('%s is told of', async (kind, make, message) => {
    const stores = kind === 'that is a link' ? [STORE.url] : []
    const verifying = verifyPath(make(freshFolder()), options({ stores }))
    await expect(verifying).rejects.toThrow(UserError)
    await expect(verifying).rejects.toThrow(message)
  })
})
