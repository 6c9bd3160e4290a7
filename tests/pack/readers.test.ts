/** Archives with members of more than a block, and with very many, as the programs that people have read them. */
import { execFileSync, spawnSync } from 'node:child_process'
import { createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { ZipArchive } from 'archiver'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/lib/hash.ts'
import { ownThread, workerCoder, zlibCoder, type Coder } from '../../src/pack/coder.ts'
import { writeTarGz } from '../../src/pack/tar.ts'
import { writeZip } from '../../src/pack/zip.ts'
import { freshFolder } from '../lib/fresh-folder.ts'
import { noise, weights } from './bytes.ts'
import { hashedSources, type Contents } from './sample.ts'

const MIB = 1024 * 1024
const CONTENTS: Contents = {
  'a/checkpoint.pth': Buffer.concat([weights(3 * MIB + 5), Buffer.alloc(2 * MIB)]),
  'a/empty': '',
  'b/log.txt': 'epoch 1, loss 0.1\n'.repeat(100_000),
  'b/noise.bin': noise(2 * MIB),
  'größe.txt': 'a name that is not ASCII',
}
const DIGESTS = Object.fromEntries(Object.entries(CONTENTS).map(([name, content]) => [name, sha256(content)]))

/** Prints the SHA-256 of each member by its name. */
const DIGESTS_OF_TAR = `
import tarfile, hashlib, json, sys
a = tarfile.open(sys.argv[1])
print(json.dumps({m.name: hashlib.sha256(a.extractfile(m).read()).hexdigest() for m in a}))`
const DIGESTS_OF_ZIP = `
import zipfile, hashlib, json, sys
a = zipfile.ZipFile(sys.argv[1])
assert a.testzip() is None
print(json.dumps({m.filename: hashlib.sha256(a.read(m)).hexdigest() for m in a.infolist()}))`
const COUNT_OF_ZIP = `
import zipfile, json, sys
a = zipfile.ZipFile(sys.argv[1])
print(json.dumps([len(a.namelist()), a.testzip()]))`

const CODERS: [string, () => Coder][] = [
  ['this thread', ownThread],
  ['two workers', () => workerCoder(2)],
  ['zlib alone', zlibCoder],
]

const ignore = () => undefined

function python(script: string, path: string): unknown {
  return JSON.parse(execFileSync('python3', ['-c', script, path], { encoding: 'utf8' }))
}

/** What the program said; holds too where it is not installed. */
function accepts(program: string, args: string[], input?: Buffer): true | string {
  // bsdtar names files in the language of its user, and cannot name ours where that knows ASCII alone.
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }
  const { error, status, stderr } = spawnSync(program, args, { input, env, maxBuffer: 64 * MIB })
  return error !== undefined || status === 0 || stderr.toString()
}

async function written(write: typeof writeTarGz, contents: Contents, coder?: Coder): Promise<string> {
  const path = join(freshFolder(), 'archive')
  await write(hashedSources(contents), path, ignore, coder)
  return path
}

describe.each(CODERS)('archives coded by %s', (_, coder) => {
  it('are read by Python, member by member', async () => {
    expect(python(DIGESTS_OF_TAR, await written(writeTarGz, CONTENTS, coder()))).toEqual(DIGESTS)
    expect(python(DIGESTS_OF_ZIP, await written(writeZip, CONTENTS, coder()))).toEqual(DIGESTS)
  })

  it('pass GNU tar and gzip, and unzip and bsdtar where they are', async () => {
    const tar = await written(writeTarGz, CONTENTS, coder())
    const zip = await written(writeZip, CONTENTS, coder())
    expect(accepts('gzip', ['-t'], readFileSync(tar))).toBe(true)
    expect(accepts('tar', ['-xzOf', tar])).toBe(true)
    expect(accepts('unzip', ['-tq', zip])).toBe(true)
    for (const path of [tar, zip]) {
      expect(accepts('bsdtar', ['-xOf', path])).toBe(true)
      // Without seeking, as it would unpack a download.
      expect(accepts('bsdtar', ['-xOf', '-'], readFileSync(path))).toBe(true)
    }
  })

  it('are unpacked by a browser’s DecompressionStream', async () => {
    const tar = new Blob([readFileSync(await written(writeTarGz, CONTENTS, coder()))])
    const unpacked = await buffer(tar.stream().pipeThrough(new DecompressionStream('gzip')))
    expect(unpacked.includes(Buffer.from('epoch 1, loss 0.1\nepoch 1'))).toBe(true)
  })
})

describe('a zip', () => {
  it('holds what archiver’s holds', async () => {
    const path = join(freshFolder(), 'reference.zip')
    const archive = new ZipArchive({ zlib: { level: 6 } })
    for (const [name, content] of Object.entries(CONTENTS)) archive.append(Buffer.from(content), { name })
    await Promise.all([pipeline(archive, createWriteStream(path)), archive.finalize()])
    expect(python(DIGESTS_OF_ZIP, await written(writeZip, CONTENTS))).toEqual(python(DIGESTS_OF_ZIP, path))
  })

  it('may have more members than 16 bits can count', async () => {
    const many: Contents = Object.fromEntries(
      Array.from({ length: 65_600 }, (_, index) => [`m${String(index).padStart(5, '0')}`, 'x']),
    )
    const zip = await written(writeZip, many)
    expect(python(COUNT_OF_ZIP, zip)).toEqual([65_600, null])
    expect(accepts('unzip', ['-tq', zip])).toBe(true)
  })
})
