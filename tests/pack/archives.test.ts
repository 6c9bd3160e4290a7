/** What both kinds of archive must do, and what the programs that read them say. */
import { execFileSync } from 'node:child_process'
import { appendFileSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/lib/hash.ts'
import { SourceError, type HashedSource } from '../../src/pack/source.ts'
import { writeTarGz } from '../../src/pack/tar.ts'
import { writeZip } from '../../src/pack/zip.ts'
import { freshFolder } from '../lib/fresh-folder.ts'
import { runNode } from '../lib/run-node.ts'
import { hashedSources, type Contents } from './sample.ts'

const ignore = () => undefined

const CONTENTS: Contents = {
  empty: '',
  'config.ini': '[SYSTEM]\n',
  'with blank, and (more)=1+1@x.txt': 'text',
  [`${'deep/'.repeat(7)}${'n'.repeat(100)}`]: 'a path of 135 characters',
  [`${'d'.repeat(98)}/${'n'.repeat(100)}`]: 'a path of 199 characters',
  'models/weights.bin': Uint8Array.from({ length: 700_000 }, (_, index) => (index * index) >> 5),
}

// Prints [[name, sha256 of the content, permissions], …] of an archive, as Python reads it.
const PYTHON_TAR = `
import tarfile, hashlib, json, sys
a = tarfile.open(sys.argv[1])
print(json.dumps([[m.name, hashlib.sha256(a.extractfile(m).read()).hexdigest(), oct(m.mode), m.uid, m.gid, m.uname, m.mtime] for m in a]))`
const PYTHON_ZIP = `
import zipfile, hashlib, json, sys
a = zipfile.ZipFile(sys.argv[1])
assert a.testzip() is None
print(json.dumps([[m.filename, hashlib.sha256(a.read(m)).hexdigest(), oct(m.external_attr >> 16), *m.date_time] for m in a.infolist()]))`

const KINDS = [
  { kind: 'tar.gz', write: writeTarGz, script: PYTHON_TAR, facts: ['0o644', 0, 0, '', 315532800] },
  { kind: 'zip', write: writeZip, script: PYTHON_ZIP, facts: ['0o100644', 1980, 1, 1, 0, 0, 0] },
]

describe.each(KINDS)('an archive of kind $kind', ({ kind, write, script, facts }) => {
  async function written(members: HashedSource[]): Promise<string> {
    const path = join(freshFolder(), `archive.${kind}`)
    await write(members, path, ignore)
    return path
  }

  it('is read by Python: names in order, contents, modes, owners and a fixed date', async () => {
    const path = await written(hashedSources(CONTENTS))
    const expected = Object.keys(CONTENTS)
      .sort()
      .map((name) => [name, sha256(CONTENTS[name]!), ...facts])
    expect(JSON.parse(execFileSync('python3', ['-c', script, path], { encoding: 'utf8' }))).toEqual(expected)
  })

  it('is as large, and has the hash, that was reported', async () => {
    const path = join(freshFolder(), 'archive')
    const digest = await write(hashedSources(CONTENTS), path, ignore)
    const bytes = readFileSync(path)
    const members = Object.keys(CONTENTS)
      .sort()
      .map((name) => sha256(CONTENTS[name]!))
    expect(digest).toEqual({ size: bytes.length, sha256: sha256(bytes), members })
  })

  it('tells of every byte that was read, once', async () => {
    let bytes = 0
    await write(hashedSources(CONTENTS), join(freshFolder(), 'archive'), (count) => (bytes += count))
    expect(bytes).toBe(Object.values(CONTENTS).reduce((sum, content) => sum + Buffer.byteLength(content), 0))
  })

  it('has the same bytes under any time zone, umask and language', () => {
    const code = `
      import { hashSource, sourceOf } from './src/pack/source.ts'
      import { writeTarGz } from './src/pack/tar.ts'
      import { writeZip } from './src/pack/zip.ts'
      import { mkdtempSync, rmSync } from 'node:fs'
      import { tmpdir } from 'node:os'
      process.umask(Number(process.env.TEST_UMASK))
      const dir = mkdtempSync(tmpdir() + '/zoopress-test-')
      const file = { path: 'package.json', from: 'package.json', size: ${readFileSync('package.json').length} }
      const write = '${kind}' === 'zip' ? writeZip : writeTarGz
      const digest = await write([hashSource(sourceOf({ zooDir: '.', label: 'zoo' }, '.', file))], dir + '/archive', () => {})
      rmSync(dir, { recursive: true })
      console.log(digest.sha256)
    `
    const hashes = [
      { TZ: 'UTC', LANG: 'C', TEST_UMASK: '0' },
      { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', TEST_UMASK: '63' },
      { TZ: 'America/St_Johns', LC_ALL: 'de_DE.UTF-8', TEST_UMASK: '18' },
    ].map((environment) => runNode(code, environment))
    expect(new Set(hashes).size).toBe(1)
  })

  it('is refused when a member grows while it is packed', async () => {
    const members = hashedSources({ 'log.txt': 'x'.repeat(600_000) })
    const grow = () => appendFileSync(members[0]!.path, 'y'.repeat(300_000))
    await expect(write(members, join(freshFolder(), 'archive'), grow)).rejects.toThrow(SourceError)
  })

  it('is refused when a member shrinks while it is packed', async () => {
    const members = hashedSources({ 'log.txt': 'x'.repeat(600_000) })
    const shrink = () => truncateSync(members[0]!.path, 10)
    await expect(write(members, join(freshFolder(), 'archive'), shrink)).rejects.toThrow(SourceError)
  })

  it('never writes over a file', async () => {
    const path = await written(hashedSources({ a: '1' }))
    await expect(write(hashedSources({ a: '2' }), path, ignore)).rejects.toThrow('EEXIST')
  })
})

describe('a .tar.gz', () => {
  it('passes GNU tar and gzip', async () => {
    const path = join(freshFolder(), 'archive.tar.gz')
    await writeTarGz(hashedSources(CONTENTS), path, ignore)
    execFileSync('gzip', ['-t', path])
    const names = execFileSync('tar', ['-tzf', path], { encoding: 'utf8' }).trim().split('\n')
    expect(names).toEqual(Object.keys(CONTENTS).sort())
  })

  it('names neither a time nor a system in its gzip header', async () => {
    const path = join(freshFolder(), 'archive.tar.gz')
    await writeTarGz(hashedSources({ a: '1' }), path, ignore)
    expect(readFileSync(path).subarray(0, 10).toString('hex')).toBe('1f8b08000000000000ff')
  })
})

const hasUnzip = isInstalled('unzip')

if (hasUnzip)
  describe('a .zip', () => {
    it('passes unzip', async () => {
      const path = join(freshFolder(), 'archive.zip')
      await writeZip(hashedSources(CONTENTS), path, ignore)
      expect(execFileSync('unzip', ['-t', path], { encoding: 'utf8' })).toContain('No errors detected')
    })
  })

function isInstalled(command: string): boolean {
  try {
    execFileSync(command, ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
