/** Where races are held: a scratch folder, and zoos in it that several races share. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { generateZoo } from './generate-zoo.ts'
import { measure, type Command } from './measure.ts'
import type { ZooOptions } from './zoo-files.ts'

const ROOT = resolve(import.meta.dirname, '../..')
/** What was written later than this may change without a trace on some file systems, so a build does not rely on it. */
const SETTLED_MS = 2100

/** A store as a build leaves it. */
export interface Built {
  zoo: string
  out: string
  cache: string
}

export class Ground {
  readonly dir: string
  readonly signal: AbortSignal
  readonly #zoos = new Map<string, string>()
  readonly #built = new Map<string, Built>()
  readonly #python: string | null
  readonly #servers: ChildProcess[] = []
  #count = 0

  /** Makes a folder of its own in `parent`. */
  constructor(parent: string, signal: AbortSignal) {
    this.dir = mkdtempSync(join(parent, 'zoopress-bench-'))
    this.signal = signal
    this.#python = interpreter()
  }

  get hasPython(): boolean {
    return this.#python !== null
  }

  /** The path of something new. Nothing is ever written where something was removed: that is slow on some file systems. */
  fresh(name: string): string {
    return join(this.dir, `${++this.#count}-${name}`)
  }

  /** The folder of a generated zoo, which nobody changes. */
  async zoo(options: ZooOptions): Promise<string> {
    const key = JSON.stringify(options)
    const known = this.#zoos.get(key)
    if (known !== undefined) return known
    const dir = this.fresh('zoo')
    generateZoo(dir, options)
    await this.settle()
    this.#zoos.set(key, dir)
    return dir
  }

  /** A zoo of its own that was built once; races that change it leave it built. */
  async built(options: ZooOptions): Promise<Built> {
    const key = JSON.stringify(options)
    const known = this.#built.get(key)
    if (known !== undefined) return known
    const built = { zoo: this.fresh('zoo'), out: this.fresh('dist'), cache: this.fresh('cache') }
    generateZoo(built.zoo, options)
    await this.settle()
    await measure(buildCommand(built), this.signal)
    await this.settle()
    this.#built.set(key, built)
    return built
  }

  /** Makes sure that the pages are compiled: any build does that, unless they are. */
  async compilePages(): Promise<void> {
    await this.built({ entries: 1 })
  }

  /** Waits until everything that was written is old enough to be relied on. */
  async settle(): Promise<void> {
    // What it rejects with says less than the signal.
    await wait(SETTLED_MS, undefined, { signal: this.signal }).catch(() => undefined)
    this.signal.throwIfAborted()
  }

  /** Runs one of the scripts beside this file. */
  script(name: string, ...args: string[]): Command {
    const path = join(import.meta.dirname, name)
    return name.endsWith('.py')
      ? { script: '"$@"', args: [this.#python ?? 'python3', path, ...args] }
      : { script: '"$@"', args: [process.execPath, path, ...args] }
  }

  /** Runs something beside the races until the ground is removed. */
  keep(program: string, args: readonly string[]): void {
    const server = spawn(program, args, { stdio: 'ignore' })
    // Races that need it tell that it is not there.
    server.on('error', () => undefined)
    this.#servers.push(server)
  }

  remove(): void {
    for (const server of this.#servers) server.kill()
    rmSync(this.dir, { recursive: true, force: true })
  }
}

/** What `npm run build` runs. `root`: of the checkout. */
export function buildCommand({ zoo, out, cache }: Built, root = ROOT): Command {
  const script = join(root, 'scripts/run.mjs')
  return {
    script: '"$@"',
    args: [process.execPath, script, 'build', '--zoo', zoo, '--out', out, '--cache', cache],
  }
}

export function isInstalled(program: string): boolean {
  return spawnSync('bash', ['-c', 'command -v "$0"', program], { stdio: 'ignore' }).status === 0
}

/** Python itself: what goes by its name may be a script that looks for it first. */
function interpreter(): string | null {
  const found = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' })
  return found.status === 0 ? found.stdout.trim() : null
}
