/** Archives as the programs that people have write them, read right. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ownThread } from '../../../src/pack/coder.ts'
import { writeTarGz } from '../../../src/pack/tar.ts'
import { writeZip } from '../../../src/pack/zip.ts'
import { zip } from '../../inspect/make-zip.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { noise, weights } from '../../pack/bytes.ts'
import { hashedSources } from '../../pack/sample.ts'
import { paxMember, tar } from './make-tar.ts'
import { listOf, stage, type Contents } from './staging.ts'

const LONG = `${'long-folder-name/'.repeat(7)}${'b'.repeat(120)}`
const CONTENTS: Contents = {
  'größe/日本.txt': 'names that are not ASCII',
  [LONG]: 'a name that fits into no header',
  [`${'c'.repeat(60)}/${'d'.repeat(70)}`]: 'a name that is parted',
  'models/model.ckpt': Buffer.concat([weights(700_001), Buffer.alloc(300_000)]),
  'models/empty': '',
  'with blank/a file.txt': 'x',
}

function written(contents: Contents): string {
  const dir = freshFolder()
  for (const [path, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), content)
  }
  return dir
}

const PYTHON_TAR = `
import tarfile, sys
formats = {'ustar': tarfile.USTAR_FORMAT, 'gnu': tarfile.GNU_FORMAT, 'pax': tarfile.PAX_FORMAT}
with tarfile.open(sys.argv[1], sys.argv[2], format=formats[sys.argv[3]]) as archive: archive.add('.', recursive=True)`
const PYTHON_ZIP = `
import zipfile, sys, os
with zipfile.ZipFile(sys.argv[1], 'w', int(sys.argv[2])) as archive:
    for folder, _, names in os.walk('.'):
        for name in names: archive.write(os.path.join(folder, name))`

const python = (mode: string, format: string) => ['python3', '-c', PYTHON_TAR, 'OUT', mode, format]
/** Each makes an archive of the folder it runs in; the last argument but words of its own is OUT. */
const WRITERS: readonly (readonly [name: string, command: readonly string[]])[] = [
  ['GNU tar', ['tar', '--format=gnu', '-cf', 'OUT', '.']],
  ['GNU tar, compressed', ['tar', '--format=gnu', '-czf', 'OUT', '.']],
  ['GNU tar in pax', ['tar', '--format=posix', '-czf', 'OUT', '.']],
  ['GNU tar with records of 1 MiB', ['tar', '-b', '2048', '-czf', 'OUT', '.']],
  ['GNU tar through pigz', ['tar', '-I', 'pigz', '-cf', 'OUT', '.']],
  ['bsdtar in pax', ['bsdtar', '--format', 'pax', '-czf', 'OUT', '.']],
  ['bsdtar in GNU', ['bsdtar', '--format', 'gnutar', '-cf', 'OUT', '.']],
  ['bsdtar as zip', ['bsdtar', '--format', 'zip', '-cf', 'OUT', '.']],
  ['Python in GNU', python('w:gz', 'gnu')],
  ['Python in pax', python('w', 'pax')],
  ['Python in pax, compressed', python('w:gz', 'pax')],
  ['Python as zip, stored', ['python3', '-c', PYTHON_ZIP, 'OUT', '0']],
  ['Python as zip, deflated', ['python3', '-c', PYTHON_ZIP, 'OUT', '8']],
  ['Info-ZIP', ['zip', '-qr', 'OUT', '.']],
]

/** With names that fit into the oldest headers. */
const USTAR_WRITERS: readonly (readonly [name: string, command: readonly string[]])[] = [
  ['GNU tar in ustar', ['tar', '--format=ustar', '-czf', 'OUT', '.']],
  ['GNU tar as Unix had it in 1979', ['tar', '--format=v7', '-cf', 'OUT', '.']],
  ['bsdtar in ustar', ['bsdtar', '--format', 'ustar', '-cf', 'OUT', '.']],
  ['Python in ustar', python('w:gz', 'ustar')],
]

/** What this machine has. */
function present(writers: typeof WRITERS): typeof WRITERS {
  const programs = (command: readonly string[]) => [
    command[0]!,
    ...(command.includes('pigz') ? ['pigz'] : []),
  ]
  const isThere = (program: string) => spawnSync(program, ['--version']).error === undefined
  return writers.filter(([, command]) => programs(command).every(isThere))
}

function archiveBy(command: readonly string[], contents: Contents): Buffer {
  const out = join(freshFolder(), 'archive.zip')
  const [program, ...args] = command.map((word) => (word === 'OUT' ? out : word))
  execFileSync(program!, args, { cwd: written(contents), env: { ...process.env, LC_ALL: 'C.UTF-8' } })
  return readFileSync(out)
}

const sorted = (contents: Contents) => listOf(contents).sort((a, b) => (a.path < b.path ? -1 : 1))

describe('an archive is read right that was written by', () => {
  it.each(present(WRITERS))('%s', async (_, command) => {
    const staged = await stage([{ bytes: archiveBy(command, CONTENTS), expected: listOf(CONTENTS) }])
    expect(staged.files).toEqual(sorted(CONTENTS))
  })

  const short = { 'a/b.txt': 'x', c: noise(300_000), [`${'d'.repeat(30)}/e`]: '' }
  it.each(present(USTAR_WRITERS))('%s', async (_, command) => {
    const staged = await stage([{ bytes: archiveBy(command, short), expected: listOf(short) }])
    expect(staged.files).toEqual(sorted(short))
  })

  it.each([
    ['tar.gz', writeTarGz],
    ['zip', writeZip],
  ] as const)('our own packer, as %s', async (_, write) => {
    const path = join(freshFolder(), 'archive')
    await write(hashedSources(CONTENTS), path, () => undefined, ownThread())
    const staged = await stage([{ bytes: readFileSync(path), expected: listOf(CONTENTS) }])
    expect(staged.files).toEqual(sorted(CONTENTS))
  })

  it('git archive, with its remark for all files', async () => {
    const bytes = gzipSync(tar([paxMember(['comment=67b3837'], 'g'), { name: 'a', content: 'x' }]))
    expect((await stage([{ bytes }])).files).toEqual(listOf({ a: 'x' }))
  })

  it('anybody who gives sizes in pax or in base 256', async () => {
    const base256 = Buffer.from([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3])
    const members = [
      paxMember(['size=3', 'mtime=1.5', 'SCHILY.dev=7']),
      { name: 'a', content: 'abc', size: 0 },
      { name: 'b', content: 'def', size: base256 },
    ]
    expect((await stage([{ bytes: tar(members) }])).files).toEqual(listOf({ a: 'abc', b: 'def' }))
  })

  it.each([1, 9_000, 300_000])('gzip in members of %d bytes, with zeros behind the last', async (length) => {
    const plain = tar([{ name: 'a', content: noise(length === 1 ? 700 : 1_000_000) }])
    const members = Array.from({ length: Math.ceil(plain.length / length) }, (_, index) =>
      gzipSync(plain.subarray(index * length, (index + 1) * length)),
    )
    const staged = await stage([{ bytes: Buffer.concat([...members, Buffer.alloc(100_000)]) }])
    expect(staged.files).toHaveLength(1)
  })

  it('whoever ended it with one block of zeros, or half of one', async () => {
    for (const length of [512, 700, 10_240, 1024 * 1024]) {
      const staged = await stage([{ bytes: tar([{ name: 'a', content: 'x' }], Buffer.alloc(length)) }])
      expect(staged.files).toEqual(listOf({ a: 'x' }))
    }
  })
})

/** Names in the grammar of our own stores. */
const component = fc
  .stringMatching(/^[a-z][a-z0-9_-]{0,11}$/)
  .filter((name) => !/^(con|prn|aux|nul|com\d|lpt\d)$/.test(name))
const contents = fc
  .uniqueArray(
    fc.tuple(fc.array(component, { minLength: 1, maxLength: 4 }), fc.uint8Array({ maxLength: 2000 })),
    {
      selector: ([path]) => path.join('/'),
      maxLength: 12,
    },
  )
  .map((files) => files.map(([path, bytes]) => [path.join('/'), bytes] as const))
  .filter((files) => files.every(([path]) => !files.some(([other]) => other.startsWith(`${path}/`))))
  .map((files): Contents => Object.fromEntries(files))

describe('whatever files there are', () => {
  it('come out of tar, tar.gz and zip as they went in', async () => {
    await fc.assert(
      fc.asyncProperty(contents, async (contents) => {
        const members = Object.entries(contents).map(([name, content]) => ({ name, content }))
        const plain = tar(members)
        const deflated = members.map((member) => ({ ...member, method: 8 }))
        for (const bytes of [plain, gzipSync(plain), zip(members), zip(deflated)]) {
          const staged = await stage([{ bytes, expected: listOf(contents) }])
          expect(staged.files).toEqual(sorted(contents))
          staged.discard()
        }
      }),
      { numRuns: 30 },
    )
  })

  it('a byte changed anywhere is noticed, or changes nothing', async () => {
    const files = { a: noise(1500), 'b/c': 'text' }
    const bytes = gzipSync(tar(Object.entries(files).map(([name, content]) => ({ name, content }))))
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, bits) => {
        const changed = Buffer.from(bytes)
        changed[at]! ^= bits
        const staged = await stage([{ bytes: changed, expected: listOf(files) }]).catch(
          (error: unknown) => error,
        )
        if (staged instanceof Error) expect(staged.name).toBe('UserError')
        else expect(staged).toMatchObject({ files: sorted(files) })
      }),
      { numRuns: 150 },
    )
  })
})
