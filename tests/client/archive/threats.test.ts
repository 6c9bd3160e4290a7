/**
 * What an archive may try, and what becomes of it: the table is the list of threats. Each archive is written byte by byte, and after
 * each refusal nothing is left beside the target.
 */
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { zip, type Member } from '../../inspect/make-zip.ts'
import { listOf, refused, stage } from './staging.ts'
import { paxMember, tar, tarMember, type TarMember } from './make-tar.ts'

const file = (name: string | Uint8Array, more: Partial<TarMember> = {}): TarMember => ({
  name,
  content: 'x',
  ...more,
})

/** Names that no archive may hold, of either kind. */
const NAMES: readonly (readonly [threat: string, name: string, finding: RegExp])[] = [
  ['climbs out of the folder', '../evil', /leads out/],
  ['climbs out from within', 'a/../../evil', /leads out/],
  ['climbs and comes back', 'a/../b', /leads out/],
  ['starts at the top of the disk', '/etc/passwd', /absolute|leads out/],
  ['starts at a drive of Windows', 'C:/evil', /absolute|leads out/],
  ['starts at the folder of a drive', 'c:evil', /absolute|leads out/],
  ['parts folders as Windows does', '..\\evil', /backslash|leads out/],
  ['names a share of Windows', '\\\\host\\share\\evil', /backslash|leads out/],
  ['hides a stream behind a file', 'readme.txt:evil', /Windows keeps/],
  ['names a device of Windows', 'CON', /device/],
  ['names a device with an ending', 'a/lpt1.txt', /device/],
  ['names a device in superscript', 'com¹', /device/],
  ['names a device with a blank behind', 'nul .txt', /device/],
  ['ends in a dot, which Windows drops', 'evil.', /dot or blank/],
  ['ends in a blank, which Windows drops', 'a /b', /dot or blank/],
  ['holds an escape for the terminal', 'a\x1b[2Jb', /control|leads out/],
  ['holds a line end', 'a\nb', /control|leads out/],
  ['turns the direction of writing', 'a\u202egpj.exe', /direction/],
  ['holds a character that nobody sees', 'read\u200bme', /invisible/],
  ['holds a filler that is drawn as nothing', 'read\u3164me', /invisible/],
  ['holds an empty component', 'a//b', /empty component/],
  ['holds a component that means nothing', 'a/./b', /empty component/],
  ['is nested deeper than anybody reads', 'a/'.repeat(32) + 'b', /32 folders deep/],
  ['has a component that no disk can keep', 'a'.repeat(256), /more than 255 bytes/],
  ['is longer than systems take', `${'a'.repeat(100)}/`.repeat(11) + 'b', /longer than 1024 bytes/],
  ['brings a record of its own', '.zoopress.json', /keeps for its own/],
  ['brings a record in capitals', '.ZOOPRESS.JSON', /keeps for its own/],
  ['brings a staging folder', 'a/.zoopress-1-2/new/x', /keeps for its own/],
  ['brings hooks for git', '.git/hooks/pre-commit', /git would run/],
  ['brings hooks under the short name', 'GIT~1/config', /git would run/],
]

describe('a tar is refused whose file', () => {
  it.each(NAMES)('%s: %j', async (_, name, finding) => {
    const long = Buffer.byteLength(name) > 100
    const bytes = tar(long ? [paxMember([`path=${name}`]), file('short')] : [file(name)])
    expect(await refused(bytes)).toEqual([expect.stringMatching(finding)])
  })

  it.each([
    ['is a symbolic link', '2', /symbolic link/],
    ['is a hard link', '1', /hard link/],
    ['is a character device', '3', /a device/],
    ['is a block device', '4', /a device/],
    ['is a named pipe', '6', /named pipe/],
    ['is sparse in the old way of GNU', 'S', /sparse/],
    ['is contiguous, which nothing writes', '7', /neither a file nor a folder/],
    ['is a dumped folder of GNU', 'D', /neither/],
    ['goes on in another volume', 'M', /neither/],
    ['is the name of a volume', 'V', /neither/],
    ['is of a type that nobody knows', 'Z', /neither/],
  ])('%s', async (_, type, finding) => {
    const bytes = tar([{ name: 'evil', type, link: '../../etc/passwd' }])
    expect(await refused(bytes)).toEqual([expect.stringMatching(finding)])
  })

  it('is not UTF-8', async () => {
    expect(await refused(tar([file(Buffer.from([0x61, 0xff]))]))).toEqual([expect.stringMatching(/UTF-8/)])
  })
})

describe('a zip is refused whose file', () => {
  it.each(NAMES)('%s: %j', async (_, name, finding) => {
    expect(await refused(zip([{ name, content: 'x' }]))).toEqual([expect.stringMatching(finding)])
  })

  const LIES: readonly (readonly [string, Member, RegExp])[] = [
    ['is a symbolic link', { name: 'a', content: '/etc/passwd', mode: 0o120777 }, /link/],
    ['is a device', { name: 'a', content: '', mode: 0o020666 }, /neither/],
    ['is a named pipe', { name: 'a', content: '', mode: 0o010666 }, /neither/],
    ['is a folder with bytes', { name: 'a/', content: 'x' }, /bytes of its own/],
    ['is encrypted', { name: 'a', content: 'x', listed: { flags: 1 } }, /encrypted/],
    ['is packed in a way that few read', { name: 'a', content: 'x', listed: { method: 12 } }, /method 12/],
    ['has another name in its header', { name: 'a', content: 'x', header: { name: 'b' } }, /differ/],
    ['has another size in its header', { name: 'a', content: 'x', header: { size: 2 } }, /differ/],
    [
      'has a wrong checksum',
      { name: 'a', content: 'xyz', listed: { crc: 7 }, header: { crc: 7 } },
      /checksum/,
    ],
    [
      'claims more than deflate can hold',
      { name: 'a', content: '', method: 8, listed: { size: 1e6 }, header: { size: 1e6 } },
      /larger than it can/,
    ],
    [
      'inflates to more than it says',
      { name: 'a', content: 'x'.repeat(9), method: 8, listed: { size: 3 }, header: { size: 3 } },
      /size that is listed/,
    ],
  ]
  it.each(LIES)('%s', async (_, member, finding) => {
    expect(await refused(zip([member]))).toEqual([expect.stringMatching(finding)])
  })
})

/** Two members that are one on some disk. */
const COLLISIONS: readonly (readonly [threat: string, names: string[], finding: RegExp])[] = [
  ['the same name twice', ['a', 'a'], /twice|Two files/],
  ['the same name with ./ before it', ['a', './a'], /twice/],
  ['names that differ in case', ['Model', 'model'], /one name|Two files/],
  ['names that differ in how an accent is written', ['\u00e9', 'e\u0301'], /one name|Two files/],
  ['names that differ in a ligature', ['\ufb01le', 'file'], /one name|Two files/],
  ['names that differ in ß and ss', ['straße', 'STRASSE'], /one name|Two files/],
  ['folders that differ in case', ['Data/a', 'data/b'], /one name/],
  ['a file and a folder of one name', ['a', 'a/b'], /a file and a folder/],
  ['a folder and a file of one name', ['a/b', 'a'], /a file and a folder/],
  ['a file and a folder that differ in case', ['A', 'a/b'], /one name/],
]

describe('an archive is refused that holds', () => {
  it.each(COLLISIONS)('%s, as tar', async (_, names, finding) => {
    expect(await refused(tar(names.map((name) => file(name))))).toEqual([expect.stringMatching(finding)])
  })
  it.each(COLLISIONS)('%s, as zip', async (_, names, finding) => {
    const members = names.map((name) => ({ name, content: 'x' }))
    expect(await refused(zip(members))).toEqual([expect.stringMatching(finding)])
  })
})

const LISTED = { 'model.ckpt': 'weights', 'a/labels.txt': 'cat' }
const honest = [file('model.ckpt', { content: 'weights' }), file('a/labels.txt', { content: 'cat' })]

describe('an archive is held against the list of its store, and refused', () => {
  it.each([
    [
      'for a file that is not listed',
      [...honest, file('evil.py')],
      ['"evil.py" is not in the list that the store publishes.'],
    ],
    [
      'for a file that is missing',
      honest.slice(1),
      ['"model.ckpt" is in the list that the store publishes, and not in it.'],
    ],
    [
      'for a file of another size',
      [file('model.ckpt', { content: 'w' }), honest[1]!],
      ['"model.ckpt" has 1 byte, and the store lists 7 bytes.'],
    ],
    [
      'for all of it at once',
      [file('evil.py'), file('../x'), file('model.ckpt'), { name: 'l', type: '2' }],
      [
        '"../x" leads out of the folder.',
        '"l" is a symbolic link.',
        '"evil.py" is not in the list that the store publishes.',
        '"model.ckpt" has 1 byte, and the store lists 7 bytes.',
        '"a/labels.txt" is in the list that the store publishes, and not in it.',
      ],
    ],
    [
      'for a file of the same size with other bytes',
      [file('model.ckpt', { content: 'WEIGHTS' }), honest[1]!],
      [
        expect.stringMatching(
          /^The SHA-256 of "model.ckpt" is [0-9a-f]{64}, and the store lists [0-9a-f]{64}\.$/,
        ),
      ],
    ],
  ])('%s', async (_, members, findings) => {
    expect(await refused(tar(members), listOf(LISTED))).toEqual(findings)
  })

  it('but taken where it holds exactly that, in any order', async () => {
    const staged = await stage([{ bytes: gzipSync(tar(honest.toReversed())), expected: listOf(LISTED) }])
    expect(staged.files.map(({ path }) => path)).toEqual(['a/labels.txt', 'model.ckpt'])
    staged.discard()
  })
})

const ONE = tarMember(file('a'))
const END = Buffer.alloc(1024)
const gzip = gzipSync(tar([file('a')]))

describe('a tar is refused that', () => {
  it.each<[string, Uint8Array, RegExp]>([
    ['is cut off in a file', tar([file('a', { size: 5000 })], Buffer.alloc(0)), /cut off/],
    ['is cut off in a header', Buffer.concat([ONE, ONE.subarray(0, 100)]), /cut off/],
    ['is cut off between two files', ONE, /cut off/],
    ['has a second tar behind its end', Buffer.concat([ONE, END, tar([file('b')])]), /behind its end/],
    [
      'has a file behind one block of zeros',
      Buffer.concat([ONE, Buffer.alloc(512), tar([file('b')])]),
      /behind its end/,
    ],
    ['has zeros without end behind it', gzipSync(tar([], Buffer.alloc(20 * 1024 * 1024))), /16 MiB/],
    ['has a wrong checksum', Buffer.concat([ONE, tar([file('b', { checksum: '0000001\0' })])]), /checksum/],
    ['has a size that is no number', tar([file('a', { size: Buffer.from('99999999999\0') })]), /no number/],
    ['has a negative size', tar([file('a', { size: Buffer.alloc(12, 0xff) })]), /larger than any/],
    [
      'has a size beyond all numbers',
      tar([file('a', { size: Buffer.from([0x80, ...Buffer.alloc(11, 0xff)]) })]),
      /larger than any/,
    ],
    ['is of a kind that readers read differently', tar([file('a', { magic: 'ustar\x0001' })]), /kind of tar/],
    ['has a folder with bytes', tar([{ name: 'a', type: '5', content: 'x' }]), /has a size/],
    ['has a link with bytes', tar([{ name: 'a', type: '1', content: 'x'.repeat(600) }]), /has a size/],
    [
      'gives a name in two ways',
      tar([{ name: 'L', type: 'L', content: 'b' }, paxMember(['path=c']), file('a')]),
      /two extended/,
    ],
    ['gives two long names', tar([paxMember(['path=b']), paxMember(['path=c']), file('a')]), /two extended/],
    ['says a name twice in one header', tar([paxMember(['path=b', 'path=c']), file('a')]), /twice/],
    [
      'hides a name behind a zero byte',
      tar([{ name: 'L', type: 'L', content: 'a\0/../evil' }, file('a')]),
      /behind a long name/,
    ],
    ['hides a zero byte in a name of pax', tar([paxMember(['path=a\0b']), file('a')]), /control/],
    ['gives all files one name', tar([paxMember(['path=b'], 'g'), file('a')]), /one path/],
    ['gives all files one size', tar([paxMember(['size=0'], 'g'), file('a')]), /one size/],
    ['hides a sparse file in pax', tar([paxMember(['GNU.sparse.major=1']), file('a')]), /sparse/],
    [
      'has a broken record of pax',
      tar([{ name: 'x', type: 'x', content: '99 path=a\n' }, file('a')]),
      /cannot be read/,
    ],
    [
      'has a record of pax without a length',
      tar([{ name: 'x', type: 'x', content: 'path=a\n' }, file('a')]),
      /cannot be read/,
    ],
    [
      'has a record of pax that steps on the spot',
      tar([{ name: 'x', type: 'x', content: '0 =\n' }, file('a')]),
      /cannot be read/,
    ],
    ['has a size of pax that is no number', tar([paxMember(['size=-1']), file('a')]), /no number/],
    ['has an empty name of pax', tar([paxMember(['path=']), file('a')]), /no name/],
    ['has an empty extended header', tar([{ name: 'x', type: 'x' }, file('a')]), /is empty/],
    ['has an extended header without end', tar([{ name: 'x', type: 'x', size: 2 ** 31 }]), /1 MiB/],
    ['has an extended header and no file', tar([paxMember(['path=b'])]), /missing/],
    ['has a long link before a file', tar([{ name: 'K', type: 'K', content: 'b' }, file('a')]), /no link/],
  ])('%s', async (_, bytes, finding) => {
    expect(await refused(bytes)).toContainEqual(expect.stringMatching(finding))
  })
})

describe('a gzip is refused that', () => {
  const broken = Buffer.from(gzip)
  broken[broken.length - 6]! ^= 1
  it.each<[string, Uint8Array, RegExp]>([
    ['is cut off', gzip.subarray(0, -9), /cut off/],
    ['has a wrong checksum', broken, /cannot be decompressed/],
    ['has something behind its end', Buffer.concat([gzip, Buffer.from('evil')]), /cannot be decompressed/],
    [
      'has something behind zeros',
      Buffer.concat([gzip, Buffer.alloc(70_000), Buffer.from('evil')]),
      /behind its end/,
    ],
    ['has a second archive in it', Buffer.concat([gzip, gzip]), /behind its end/],
    ['holds no tar', gzipSync('not a tar'.repeat(100)), /checksum/],
    ['holds nothing', gzipSync(''), /cut off/],
  ])('%s', async (_, bytes, finding) => {
    expect(await refused(bytes)).toEqual([expect.stringMatching(finding)])
  })
})

describe('a bomb is refused', () => {
  const zeros = gzipSync(tar([file('a', { content: Buffer.alloc(10_000_000) })]))
  it('that inflates to more than anybody allowed', async () => {
    const limits = { bytes: 1_000_000 }
    expect(await refused(zeros, undefined, { limits })).toEqual(['It unpacks to more than 1\u00a0MB.'])
  })

  it('by what it claims, before any of it is inflated', async () => {
    const claim = file('a', { size: Buffer.from([0x80, 0, 0, 0, 0, 0x01, 0, 0, 0, 0, 0, 0]) })
    expect(await refused(gzipSync(tar([claim])))).toEqual(['It unpacks to more than 200\u00a0GB.'])
  })

  it('that claims far more than its store lists', async () => {
    const claim = file('model.ckpt', { size: 2 ** 32 })
    expect(await refused(tar([claim]), listOf(LISTED))).toEqual([
      'It unpacks to far more than the store lists.',
    ])
  })

  it('of more files than anybody needs', async () => {
    const many = tar(Array.from({ length: 11 }, (_, index) => file(`${index}`)))
    expect(await refused(many, undefined, { limits: { files: 10 } })).toEqual([
      'It holds more than 10 files.',
    ])
  })
})

describe('what is no archive that is read here is named', () => {
  it.each([
    ['bzip2', 'BZh91AY&SY', 'tar xjf'],
    ['xz', '\xfd7zXZ\0', 'tar xJf'],
    ['zstd', '\x28\xb5\x2f\xfd', 'tar --zstd -xf'],
    ['7-Zip', '7z\xbc\xaf\x27\x1c', '7z x'],
    ['RAR', 'Rar!\x1a\x07\0', 'unrar x'],
    ['compress', '\x1f\x9d\x90', 'tar xZf'],
  ])('%s', async (name, magic, unpack) => {
    const [finding] = await refused(Buffer.from(magic + '\0'.repeat(600), 'latin1'))
    expect(finding).toMatch(`packed by ${name}`)
    expect(finding).toMatch(unpack)
  })

  it.each([
    ['a page of the web', '<!DOCTYPE html><p>Not found', 'It is a web page and no archive.'],
    ['an empty file', '', 'It is empty.'],
    [
      'a pointer of git lfs',
      'version https://git-lfs.github.com/spec/v1\n',
      'It is neither tar, tar.gz nor zip.',
    ],
  ])('%s', async (_, text, finding) => {
    expect(await refused(Buffer.from(text))).toEqual([finding])
  })
})
