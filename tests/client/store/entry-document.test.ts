import { describe, expect, it } from 'vitest'
import { parseCatalogue } from '../../../src/client/store/catalogue.ts'
import { parseEntryDocument, parseWithdrawal } from '../../../src/client/store/entry-document.ts'
import type { Model } from '../../../src/client/store/model.ts'
import { UserError } from '../../../src/lib/user-error.ts'

const STORE = 'https://lab.example/zoo'
const SHA = 'a1'.repeat(32)
const FILE = { path: 'model.pth', size: 1, sha256: SHA }
const DOWNLOAD = { section: 'weights', path: '1.0/weights.tar.gz', size: 9, sha256: SHA, files: [FILE] }

function entry(changes: object = {}): object {
  const versions = [{ version: '1.0', downloads: [DOWNLOAD] }]
  return {
    formatVersion: 1,
    id: 'spleen',
    layout: 'card',
    title: 'Spleen',
    version: '1.0',
    versions,
    ...changes,
  }
}

function parse(document: object, version?: string): Model {
  return parseEntryDocument(Buffer.from(JSON.stringify(document)), { id: 'spleen', storeUrl: STORE, version })
}

function withDownload(changes: object): object {
  return entry({ versions: [{ version: '1.0', downloads: [{ ...DOWNLOAD, ...changes }] }] })
}

describe('a version that was withdrawn', () => {
  const yanked = { date: '2026-11-21', reason: 'Wrong\u001b[31m labels.' }
  const document = entry({
    version: '1.1',
    versions: [
      { version: '1.1', downloads: [{ ...DOWNLOAD, path: '1.1/weights.tar.gz' }] },
      { version: '1.0', yanked, downloads: [DOWNLOAD] },
      { version: '0.9', yanked: null, downloads: [{ ...DOWNLOAD, path: '0.9/weights.tar.gz' }] },
    ],
  })

  it('is refused with its reason', () => {
    expect(() => parse(document, '1.0')).toThrow(
      '"spleen" "1.0" was withdrawn on 2026-11-21 ("Wrong [31m labels."). The store has: "1.1", "0.9".',
    )
  })

  it('is none of those that the store has', () => {
    expect([parse(document).version, parse(document).versions]).toEqual(['1.1', ['1.1', '0.9']])
    expect(parse(document, '0.9').downloads[0]!.urls).toEqual([`${STORE}/spleen/0.9/weights.tar.gz`])
  })

  it('is told of with the others, the newest first', () => {
    expect(parse(document).history.map(({ version, yanked }) => [version, yanked?.date])).toEqual([
      ['1.1', undefined],
      ['1.0', '2026-11-21'],
      ['0.9', undefined],
    ])
  })

  it('is never the one that comes without a version', () => {
    expect(parse({ ...document, version: '1.0' }).version).toBe('1.1')
    const all = entry({ versions: [{ version: '1.0', yanked, downloads: [DOWNLOAD] }] })
    expect(() => parse(all)).toThrow('"spleen" "1.0" was withdrawn on 2026-11-21')
  })
})

describe('a model that was withdrawn', () => {
  const yanked = { date: '2026-11-21', reason: 'Wrong\u001b[31m labels.' }
  const gone = { version: '1.1', yanked, downloads: [] }
  const read = (document: object) => parseWithdrawal(Buffer.from(JSON.stringify(document)), 'spleen', STORE)

  it('is told of with the reason of its newest version', () => {
    const earlier = { ...gone, version: '1.0', yanked: { ...yanked, reason: 'Older.' } }
    expect(read(entry({ versions: [earlier, gone] }))).toBe(
      '"spleen" was withdrawn on 2026-11-21 ("Wrong [31m labels.").',
    )
  })

  it.each<[string, object]>([
    ['a version stands', entry({ versions: [gone, { version: '1.0', downloads: [DOWNLOAD] }] })],
    ['there is no version', entry({ versions: [] })],
    ['it is about another', entry({ id: 'liver', versions: [gone] })],
  ])('is not, where %s', (_, document) => {
    expect(read(document)).toBeNull()
  })

  it('cannot be told of by a document of another kind', () => {
    expect(() => read({})).toThrow(UserError)
  })
})

describe('parseEntryDocument', () => {
  it('reads what is as it must be', () => {
    expect(parse(entry()).downloads).toEqual([
      {
        section: 'weights',
        fileName: 'weights.tar.gz',
        urls: [`${STORE}/spleen/1.0/weights.tar.gz`],
        size: 9,
        sha256: SHA,
        files: [FILE],
        niftynet: null,
      },
    ])
  })

  it.each<[string, object]>([
    ['another id', entry({ id: 'liver' })],
    ['an unknown layout', entry({ layout: 'exe' })],
    ['no version', entry({ versions: [] })],
    ['versions that are none', entry({ versions: 'all' })],
    ['a newer format', entry({ formatVersion: 2 })],
    ['a path out of the entry', withDownload({ path: '../../../etc/passwd' })],
    ['a path out of the entry, encoded', withDownload({ path: '%2e%2e/%2e%2e/x.tar.gz' })],
    ['a path from the root', withDownload({ path: '/etc/passwd' })],
    ['a path that is an address', withDownload({ path: 'https://evil.example/x' })],
    ['an address of another kind', withDownload({ path: undefined, url: 'file:///etc/passwd' })],
    ['an address that is data', withDownload({ path: undefined, url: 'data:text/plain,x' })],
    ['an address with a password', withDownload({ path: undefined, url: 'https://a:b@evil.example/x' })],
    ['no place', withDownload({ path: undefined })],
    ['a section that is a path', withDownload({ section: '../x' })],
    ['a section that is a device', withDownload({ section: 'NUL' })],
    ['no section', withDownload({ section: undefined })],
    ['a size that is no number', withDownload({ size: '9' })],
    ['a negative size', withDownload({ size: -1 })],
    ['a size beyond what is exact', withDownload({ size: 2 ** 53 })],
    ['a sum of another kind', withDownload({ sha256: 'a1'.repeat(16) })],
    ['a sum in capitals', withDownload({ sha256: 'A1'.repeat(32) })],
    ['files that are none', withDownload({ files: {} })],
    ['a file out of the archive', withDownload({ files: [{ ...FILE, path: '../../.bashrc' }] })],
    ['a file from the root', withDownload({ files: [{ ...FILE, path: '/root/x' }] })],
    ['a hidden file', withDownload({ files: [{ ...FILE, path: '.ssh/config' }] })],
    ['a file with a line end', withDownload({ files: [{ ...FILE, path: 'a\nb' }] })],
    ['a file of Windows', withDownload({ files: [{ ...FILE, path: 'a\\b' }] })],
    ['a file that is a device', withDownload({ files: [{ ...FILE, path: 'aux.txt' }] })],
    ['a file without a size', withDownload({ files: [{ ...FILE, size: null }] })],
    ['a file twice', withDownload({ files: [FILE, FILE] })],
    ['two files that are one on some disks', withDownload({ files: [FILE, { ...FILE, path: 'MODEL.pth' }] })],
    ['too many files', withDownload({ files: Array.from({ length: 200_001 }, () => 0) })],
    [
      'two downloads of one section',
      entry({ versions: [{ version: '1.0', downloads: [DOWNLOAD, DOWNLOAD] }] }),
    ],
    [
      'a DIGITS file elsewhere',
      entry({ digits: { framework: 'caffe', files: [{ ...FILE, path: '../x' }] } }),
    ],
  ])('refuses %s', (_, document) => {
    expect(() => parse(document)).toThrow(UserError)
  })

  it('says all at once what is wrong, and shows foreign text as it is', () => {
    const document = withDownload({
      section: 'a\u001b[2Jb',
      size: null,
      files: [{ ...FILE, path: '../\u202ex' }],
    })
    expect(() => parse(document)).toThrowErrorMatchingInlineSnapshot(
      `[UserError: https://lab.example/zoo/spleen/entry.json is not as it must be. A download is of the section "a\\x1b[2Jb". The download "a [2Jb" has no size or no SHA-256. Among the files of the download "a [2Jb", "../\\u202ex" has no fit path, size or SHA-256, or is there twice. Tell the store's owner.]`,
    )
  })

  it('passes over a place of NiftyNet that is none', () => {
    const places = [
      { destination: '../..', localId: 'x' },
      { destination: 'models', localId: '../x' },
      { destination: 'models', localId: 'x' },
    ]
    expect(places.map((niftynet) => parse(withDownload({ niftynet })).downloads[0]?.niftynet)).toEqual([
      null,
      null,
      { destination: 'models', localId: 'x' },
    ])
  })

  it('takes the version that is asked for, else the newest', () => {
    const version = (name: string) => ({
      version: name,
      downloads: [{ ...DOWNLOAD, path: `${name}/w.tar.gz` }],
    })
    const document = entry({ version: '1.10', versions: ['1.2', '1.10', '0.9'].map(version) })
    expect(parse(document).versions).toEqual(['1.10', '1.2', '0.9'])
    expect(parse(document).downloads[0]?.urls).toEqual([`${STORE}/spleen/1.10/w.tar.gz`])
    expect(parse(document, '0.9')).toMatchObject({ version: '0.9', downloads: [{ fileName: 'w.tar.gz' }] })
  })

  it('gives downloads of one name names of their own', () => {
    const download = (section: string, host: string) => {
      return { ...DOWNLOAD, section, path: undefined, url: `https://${host}.example/x.tar.gz`, files: null }
    }
    const downloads = [download('weights', 'a'), download('data', 'b')]
    const names = parse(entry({ versions: [{ version: '1.0', downloads }] })).downloads.map(
      ({ fileName }) => fileName,
    )
    expect(names).toEqual(['weights-x.tar.gz', 'data-x.tar.gz'])
  })

  it.each([
    ['https://h.example/a/weights.tar.gz?dl=1', 'weights.tar.gz'],
    ['https://h.example/a%20b.zip', 'a b.zip'],
    ['https://h.example/%2e%2e%2fx', 'weights'],
    ['https://h.example/', 'weights'],
    ['https://h.example/.bashrc', 'weights'],
  ])('calls what is hosted at %s %j', (url, fileName) => {
    expect(parse(withDownload({ path: undefined, url, files: null })).downloads[0]?.fileName).toBe(fileName)
  })

  it('does not take keys of every object for its own', () => {
    const document = JSON.stringify(entry()).replace('"card"', '"card","__proto__":{"library":"x"}')
    const bytes = Buffer.from(document)
    expect(
      parseEntryDocument(bytes, { id: 'spleen', storeUrl: STORE, version: undefined }).library,
    ).toBeNull()
  })
})

describe('parseCatalogue', () => {
  const listed = (changes: object) => ({
    id: 'a',
    title: 'A',
    version: '1.0',
    downloads: [DOWNLOAD],
    ...changes,
  })
  const read = (entries: unknown) =>
    parseCatalogue(
      Buffer.from(JSON.stringify({ formatVersion: 1, store: {}, entries })),
      `${STORE}/catalogue.json`,
    )

  it('leaves out models that it cannot tell apart or name, and says so', () => {
    const { models, leftOut } = read([
      listed({ id: 'b' }),
      listed({ id: 'a' }),
      listed({ id: 'A' }),
      listed({ id: '../x' }),
      listed({ id: 'nul' }),
      listed({ id: '\u001b[2J' }),
      listed({ id: 'c', downloads: [{ ...DOWNLOAD, sha256: 'no' }] }),
      listed({ id: 'd', downloads: [{ ...DOWNLOAD, path: '../../x' }] }),
      42,
      null,
    ])
    expect(models.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(leftOut).toMatchInlineSnapshot(`
      [
        "The entry "A" is left out: the catalogue names it twice.",
        "The entry "../x" is left out: that is no id of a model.",
        "The entry "nul" is left out: that is no id of a model.",
        "The entry "[2J" is left out: that is no id of a model.",
        "The entry "c" is left out: one of its downloads lies nowhere, or has no size or no SHA-256.",
        "The entry "d" is left out: one of its downloads lies nowhere, or has no size or no SHA-256.",
        "The entry "" is left out: that is no id of a model.",
        "The entry "" is left out: that is no id of a model.",
      ]
    `)
  })

  it('keeps texts to one line of a bounded length', () => {
    const { models } = read([
      listed({ title: 'a\n\u202eb'.repeat(1000), tags: Array.from({ length: 1000 }, () => 'x\ty') }),
    ])
    expect(models[0]!.title.length).toBeLessThanOrEqual(300)
    expect(models[0]!.title).not.toMatch(/[\n\u202e]/)
    expect(models[0]!.tags).toHaveLength(64)
    expect(models[0]!.tags[0]).toBe('x y')
  })

  it.each([[undefined], ['x'], [{}], [Array.from({ length: 200_001 }, () => 0)]])(
    'refuses entries that are none',
    (entries) => {
      expect(() => read(entries)).toThrow(UserError)
    },
  )
})
