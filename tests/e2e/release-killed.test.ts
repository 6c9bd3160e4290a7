/** Releases that are killed, that run at the same time, and that run elsewhere. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseLockFile } from '../../src/release/lock-file.ts'
import { startZoopress, zoopress } from './command.ts'
import { freshFolder, hashFolder, sha256 } from './folders.ts'

const IDS = ['liver', 'spleen']

/** A zoo of two entries of which nothing was released, with a folder that keeps archives. */
function freshZoo(): string {
  const folder = freshFolder('release-killed')
  onTestFinished(folder.remove)
  mkdirSync(join(folder.path, 'archive'))
  for (const id of IDS) {
    const dir = join(folder.path, 'zoo', id)
    mkdirSync(join(dir, 'weights'), { recursive: true })
    writeFileSync(join(dir, 'README.md'), `---\nlicense: mit\n---\n# ${id}\n\nIt finds ${id}s.\n`)
    writeFileSync(join(dir, 'weights/model.bin'), `weights of ${id}`)
  }
  return folder.path
}

function argsOf(dir: string, command: string, more: string[] = []): string[] {
  const places = ['zoo', 'out', 'cache'].flatMap((name) => [`--${name}`, join(dir, name)])
  return [command, ...more, ...places]
}

const release = (dir: string, env: Record<string, string> = {}) =>
  zoopress(argsOf(dir, 'release', ['--date', '2026-11-20']), { env })

/** Ids of what is recorded, each of which must be whole: its archive lies in the archive folder as it says. */
function recorded(dir: string): string[] {
  const names = existsSync(join(dir, 'zoo.lock')) ? readdirSync(join(dir, 'zoo.lock')) : []
  const ids = names.filter((name) => /^[a-z]+\.json$/.test(name)).map((name) => name.slice(0, -5))
  for (const id of ids) {
    const text = readFileSync(join(dir, 'zoo.lock', `${id}.json`), 'utf8')
    const { lock, problems } = parseLockFile(text, { id, file: id })
    expect(problems).toEqual([])
    for (const { path, sha256: sum } of lock!.versions.flatMap(({ downloads }) => downloads))
      expect(sha256(readFileSync(join(dir, 'archive', path!)))).toBe(sum)
  }
  return ids.sort()
}

describe('a killed release', () => {
  const lock = (dir: string, id: string) => ({
    KILL_FROM: join(dir, 'zoo.lock', `.zoopress-${id}.json`),
    KILL_TO: join(dir, 'zoo.lock', `${id}.json`),
  })

  it.each<[string, (dir: string) => Record<string, string>, string[]]>([
    [
      'it reads an archive that it copied',
      (dir) => ({ KILL_BELOW: join(dir, 'archive/'), KILL_COUNT: '3' }),
      [],
    ],
    [
      'it makes the second archive last',
      (dir) => ({ KILL_BELOW: join(dir, 'archive/spleen/'), KILL_COUNT: '2' }),
      [],
    ],
    ['it writes the first record', (dir) => ({ KILL_BELOW: join(dir, 'zoo.lock/'), KILL_COUNT: '1' }), []],
    ['the records get their names', (dir) => ({ ...lock(dir, 'liver'), KILL_AT: 'before' }), []],
    ['one of two has its name', (dir) => ({ ...lock(dir, 'liver'), KILL_AT: 'after' }), ['liver']],
  ])('leaves whole records or none, and is finished by the next, when %s', async (_when, killAt, left) => {
    const dir = freshZoo()
    const NODE_OPTIONS = `--import=${pathToFileURL(join(import.meta.dirname, 'kill-at.mjs')).href}`
    const child = startZoopress(argsOf(dir, 'release', ['--date', '2026-11-20']), {
      env: { NODE_OPTIONS, ...killAt(dir) },
    })
    const signal = await new Promise((done) => child.once('close', (_, by) => done(by)))
    expect([signal, recorded(dir)]).toEqual(['SIGKILL', left])
    expect(await release(dir)).toMatchObject({ code: 0 })
    expect(recorded(dir)).toEqual(IDS)
    expect(readdirSync(join(dir, 'zoo.lock')).sort()).toEqual(['.gitattributes', 'liver.json', 'spleen.json'])
    for (const id of IDS) expect(readdirSync(join(dir, 'archive', id, '1.0'))).toEqual(['weights.tar.gz'])
  })
})

describe('a release', () => {
  it('is made once where two are begun at the same time', async () => {
    const dir = freshZoo()
    const both = await Promise.all([release(dir), release(dir)])
    expect(recorded(dir)).toEqual(IDS)
    // The second one waits for a moment, and then sees a record that is complete, or is told to come back.
    const said = both.map(({ code, stdout, stderr }) => `${code} ${stderr}${stdout}`)
    expect(said.filter((text) => text.includes('2 versions recorded'))).toHaveLength(1)
    expect(
      said.filter((text) =>
        /^(?:0 [^]*Nothing is new|1 [^]*Another build of this store is running)/.test(text),
      ),
    ).toHaveLength(1)
  })

  it('records and publishes the same bytes wherever and in whatever language it runs', async () => {
    const env = { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' }
    const places = [
      { dir: freshZoo(), env: { TZ: 'America/Los_Angeles', LC_ALL: 'C' } },
      { dir: freshZoo(), env },
    ]
    const made: string[] = []
    for (const { dir, env } of places) {
      expect(await release(dir, env)).toMatchObject({ code: 0 })
      expect(await zoopress(argsOf(dir, 'build'), { env })).toMatchObject({ code: 0 })
      made.push(['zoo.lock', 'archive', 'out'].map((name) => hashFolder(join(dir, name))).join(' '))
    }
    expect(made[1]).toBe(made[0])
  })
})
