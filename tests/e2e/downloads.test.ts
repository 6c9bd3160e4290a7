/** What any downloader needs: true sums, true sizes, ranges, and a 404 that is one. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { findProgram, run } from './command.ts'
import { VERSIONS } from './fixture-entries.ts'
import { freshFolder, listFiles, sha256 } from './folders.ts'
import { SERVED_STORES, useServer } from './served-stores.ts'

interface Sum {
  digest: string
  path: string
}

function readSums(path: string): Sum[] {
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1)
  return lines.map((line) => ({ digest: line.slice(0, 64), path: line.slice(66) }))
}

describe.each(inject('stores'))('the store at $name', ({ dist }) => {
  it('lists every published file in SHA256SUMS, sorted, but the list itself', () => {
    const listed = readSums(join(dist, 'SHA256SUMS')).map(({ path }) => path)
    expect(listed).toEqual(listFiles(dist).filter((path) => path !== 'SHA256SUMS'))
  })

  it.each(['.', ...Object.entries(VERSIONS).map(([id, version]) => `${id}/${version}`)])(
    'passes sha256sum --strict in %s',
    async (folder) => {
      const args = ['--check', '--strict', '--quiet', 'SHA256SUMS']
      const result = await run('sha256sum', args, { cwd: join(dist, folder) })
      expect(result).toEqual({ code: 0, stdout: '', stderr: '' })
    },
  )

  it('lists every archive of a version beside it', () => {
    for (const [id, version] of Object.entries(VERSIONS)) {
      const folder = join(dist, id, version)
      const archives = readdirSync(folder).filter((name) => name !== 'SHA256SUMS' && !name.endsWith('.meta4'))
      expect(readSums(join(folder, 'SHA256SUMS')).map(({ path }) => path)).toEqual(archives.sort())
    }
  })

  it('holds .nojekyll, without which GitHub Pages drops names that begin with a dot or "_"', () => {
    expect(listFiles(dist)).toContain('.nojekyll')
  })

  it('holds no folder of /icons/ or /server-status, and no .ht… file, for which Apache has answers of its own', () => {
    const names = listFiles(dist).map((path) => path.split('/'))
    expect(names.filter(([top = '']) => ['icons', 'server-status', 'server-info'].includes(top))).toEqual([])
    expect(names.flat().filter((name) => name.startsWith('.ht'))).toEqual([])
  })

  it('can be read by a server that runs as another user', async () => {
    const result = await run('find', [
      dist,
      '(',
      '-type',
      'd',
      '!',
      '-perm',
      '-755',
      ')',
      '-o',
      '!',
      '-perm',
      '-444',
    ])
    expect(result).toEqual({ code: 0, stdout: '', stderr: '' })
  })
})

const KEEPS_RANGES = SERVED_STORES.filter(({ server }) => !server.startsWith('python'))
const BIG_FILE = 'spleen_unet/1.10.2/weights.tar.gz'

describe.each(SERVED_STORES)('downloads on $title', (row) => {
  const served = useServer(row)

  it('sends every file of SHA256SUMS as it is listed', async () => {
    for (const { digest, path } of readSums(join(row.store.dist, 'SHA256SUMS'))) {
      const answer = await fetch(`${served.url}/${path.split('/').map(encodeURIComponent).join('/')}`)
      expect([path, answer.status, sha256(Buffer.from(await answer.arrayBuffer()))]).toEqual([
        path,
        200,
        digest,
      ])
    }
  })

  it.each([
    'no-such-model/',
    'no-such-model.ini',
    'raw/master/no-such-model.ini',
    'raw/new_dataset_api/no-such-model.ini',
    'raw/5-reorganising-with-lfs/no-such-model/main.ini',
    'spleen_unet/1.10.2/no-such-section.tar.gz',
  ])('answers %s with a real 404, not with a friendly page', async (path) => {
    expect((await fetch(`${served.url}/${path}`)).status).toBe(404)
  })

  it('sends archives as they are, without Content-Encoding, which would break their sums', async () => {
    const paths = listFiles(row.store.dist).filter((path) => /\.(tar\.gz|zip)$/.test(path))
    expect(paths.length).toBeGreaterThan(5)
    for (const path of paths) {
      const answer = await fetch(`${served.url}/${path}`, {
        headers: { 'Accept-Encoding': 'gzip, deflate, br' },
      })
      const { byteLength } = await answer.arrayBuffer()
      const { headers } = answer
      expect([path, headers.get('content-encoding'), headers.get('content-length')]).toEqual([
        path,
        null,
        String(byteLength),
      ])
    }
  })
})

describe.each(KEEPS_RANGES)('ranges on $title', (row) => {
  const served = useServer(row)

  it('sends a part of a file with status 206', async () => {
    const whole = readFileSync(join(row.store.dist, BIG_FILE))
    const headers = { Range: 'bytes=1000000-1999999' }
    const answer = await fetch(`${served.url}/${BIG_FILE}`, { headers })
    expect(answer.status).toBe(206)
    expect(answer.headers.get('content-range')).toBe(`bytes 1000000-1999999/${whole.length}`)
    expect(Buffer.from(await answer.arrayBuffer()).equals(whole.subarray(1_000_000, 2_000_000))).toBe(true)
  })

  it('refuses a part past the end with status 416, by which a client knows that its file is whole', async () => {
    const { length } = readFileSync(join(row.store.dist, BIG_FILE))
    const answer = await fetch(`${served.url}/${BIG_FILE}`, { headers: { Range: `bytes=${length}-` } })
    await answer.arrayBuffer()
    expect(answer.status).toBe(416)
    // Apache keeps the length to itself.
    const told = row.server === 'apache' ? null : `bytes */${length}`
    expect(answer.headers.get('content-range')).toBe(told)
  })
})

const WITH_CURL = findProgram('curl') === null ? [] : KEEPS_RANGES

describe.each(WITH_CURL)('curl on $title', (row) => {
  const served = useServer(row)

  it('goes on with a download that was cut', async () => {
    const folder = freshFolder('curl')
    const whole = readFileSync(join(row.store.dist, BIG_FILE))
    const path = join(folder.path, 'weights.tar.gz')
    writeFileSync(path, whole.subarray(0, 1_234_567))
    const url = `${served.url}/${BIG_FILE}`
    const result = await run('curl', [
      '--noproxy',
      '*',
      '--silent',
      '--show-error',
      '--fail',
      '-C',
      '-',
      '-o',
      path,
      url,
    ])
    expect(result).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(sha256(readFileSync(path))).toBe(sha256(whole))
    expect(readdirSync(dirname(path))).toEqual(['weights.tar.gz'])
    folder.remove()
  })
})
