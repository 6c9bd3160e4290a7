/**
 * A build that is killed, or whose disk refuses a call, at any moment: spread over all calls that change the disk, and at random ones,
 * so that each run of the tests tries others. What fails names its moment.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { buildArgs, buildStore, startZoopress } from '../command.ts'
import { hashFolder } from '../folders.ts'
import { build, smallStore, type SmallStore } from './small-store.ts'

const PRELOAD = `--import=${pathToFileURL(join(import.meta.dirname, 'fault-at.mjs')).href}`

function withFault(fault: Record<string, string>): { env: NodeJS.ProcessEnv } {
  return { env: { ...process.env, NODE_OPTIONS: PRELOAD, ...fault } }
}

/** A store whose zoo goes to and fro between two states: what each build must make is known. */
class Swing {
  readonly store: SmallStore
  readonly #cards: [string, string]
  readonly #hashes = new Map<string, string>()
  #now = 0

  static async start(): Promise<Swing> {
    const swing = new Swing(await smallStore({ isEdited: false }))
    while (swing.#hashes.size < 2) {
      swing.go()
      await buildStore(swing.store)
      swing.#hashes.set(swing.card, hashFolder(swing.store.out))
    }
    return swing
  }

  private constructor(store: SmallStore) {
    this.store = store
    const card = readFileSync(join(store.zoo, 'liver/README.md'), 'utf8')
    this.#cards = [card, `${card}\nIt was edited.\n`]
  }

  get card(): string {
    return this.#cards[this.#now]!
  }

  /** Changes the zoo: the store is now the old one. */
  go(): void {
    this.#now = 1 - this.#now
    writeFileSync(join(this.store.zoo, 'liver/README.md'), this.card)
    writeFileSync(join(this.store.zoo, 'liver/weights/model.bin'), `weights ${this.#now}`)
  }

  /** `old` and `new` by the state of the zoo; `gone` is what a kill between two renames leaves for `heal`. */
  standing(): 'old' | 'new' | 'gone' | 'torn' {
    const { dir, out } = this.store
    if (!readdirSync(dir).includes('dist')) return 'gone'
    const hash = hashFolder(out)
    if (hash === this.#hashes.get(this.card)) return 'new'
    return [...this.#hashes.values()].includes(hash) ? 'old' : 'torn'
  }

  async countCalls(): Promise<number> {
    this.go()
    const path = join(this.store.dir, 'count')
    const { code } = await build(this.store, withFault({ FAULT_COUNT: path }))
    const count = Number(readFileSync(path, 'utf8'))
    rmSync(path)
    expect([code, count > 50]).toEqual([0, true])
    return count
  }

  /** A build without a fault: it makes the new store, and leaves nothing else. */
  async mend(moment: string): Promise<void> {
    const { code, stderr } = await build(this.store)
    expect([moment, code, code === 0 ? '' : stderr, this.standing()]).toEqual([moment, 0, '', 'new'])
    expect([moment, readdirSync(this.store.dir).sort()]).toEqual([moment, ['cache', 'dist', 'zoo']])
  }
}

/** From 1 to `count`: so many spread evenly, and as many at random. */
function moments(count: number, number: number): number[] {
  const spread = Array.from({ length: number }, (_, index) => 1 + Math.floor((index * count) / number))
  return [...spread, ...spread.map(() => 1 + Math.floor(Math.random() * count)), count]
}

describe('a build', () => {
  it('killed at any call leaves the old store or the new one, and the next build is fine', async () => {
    const swing = await Swing.start()
    for (const call of moments(await swing.countCalls(), 8)) {
      swing.go()
      await build(swing.store, withFault({ FAULT_CALL: `${call}`, FAULT_CODE: 'SIGKILL' }))
      expect([call, swing.standing()]).toEqual([call, expect.stringMatching(/old|new|gone/)])
      await swing.mend(`call ${call}`)
    }
  })

  it('killed after any time leaves the old store or the new one, and the next build is fine', async () => {
    const swing = await Swing.start()
    for (let time = 50; time < 1300; time += 150 + Math.floor(Math.random() * 150)) {
      swing.go()
      const child = startZoopress(buildArgs(swing.store), { env: { STORE_URL: swing.store.url } })
      const timer = setTimeout(() => child.kill('SIGKILL'), time)
      await new Promise((done) => child.once('close', done))
      clearTimeout(timer)
      expect([time, swing.standing()]).toEqual([time, expect.stringMatching(/old|new|gone/)])
      await swing.mend(`${time} ms`)
    }
  })

  it.each(['ENOSPC', 'EIO', 'EACCES'])(
    'whose disk says %s at any call publishes, or says so in a sentence and keeps the old store',
    async (code) => {
      const swing = await Swing.start()
      for (const call of moments(await swing.countCalls(), 5)) {
        swing.go()
        const ended = await build(swing.store, withFault({ FAULT_CALL: `${call}`, FAULT_CODE: code }))
        expect([call, ended.code, swing.standing(), ended.stderr]).toEqual([
          call,
          expect.any(Number),
          ended.code === 0 ? 'new' : 'old',
          expect.not.stringMatching(/^\s+at /m),
        ])
        await swing.mend(`call ${call}`)
      }
    },
  )

  it.each(['EPERM', 'EXDEV', 'EMLINK', 'ENOTSUP'])(
    'is fine on a disk that answers hard links with %s',
    async (code) => {
      const swing = await Swing.start()
      swing.go()
      const ended = await build(swing.store, withFault({ FAULT_NAME: 'linkSync', FAULT_CODE: code }))
      expect([ended.code, swing.standing()]).toEqual([0, 'new'])
      swing.go()
      await swing.mend('the next build')
    },
  )

  it.each(['EINVAL', 'EIO'])('is fine on a disk that answers fsync with %s', async (code) => {
    const swing = await Swing.start()
    swing.go()
    const ended = await build(swing.store, withFault({ FAULT_NAME: 'fsyncSync', FAULT_CODE: code }))
    expect([ended.code, swing.standing()]).toEqual([ended.code, ended.code === 0 ? 'new' : 'old'])
    await swing.mend('the next build')
  })
})
