/**
 * Copies of specs below the folder of NiftyNet's settings: of what was installed last, and of what the server said last. Reader and
 * writer: NiftyNet, too. From 0.5.0 on it names them `<id>_main.ini`, before that `<id>.ini`, with the id as it was typed.
 */
import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode, makeDir } from '../../lib/files.ts'
import { UserError } from '../../lib/user-error.ts'
import { PythonConfigError } from './python-config.ts'
import { readSpec, type Spec } from './spec.ts'

type Folder = '.downloads_local_config_cache' | '.downloads_remote_config_cache'

const INSTALLED: Folder = '.downloads_local_config_cache'
const SERVED: Folder = '.downloads_remote_config_cache'

export class SpecCache {
  readonly #configDir: string

  constructor(configDir: string) {
    this.#configDir = configDir
  }

  has(id: string): boolean {
    return [INSTALLED, SERVED].some((folder) => this.#find(folder, id) !== null)
  }

  /** What was installed last; null: nothing. */
  installed(id: string): Spec | null {
    return this.#read(INSTALLED, id)
  }

  /** What the server said last; null: nothing. */
  served(id: string): Spec | null {
    return this.#read(SERVED, id)
  }

  keepServed(id: string, { bytes }: Spec): void {
    this.#write(SERVED, id, bytes)
  }

  keepInstalled(id: string, { bytes }: Spec): void {
    this.#write(INSTALLED, id, bytes)
  }

  #read(folder: Folder, id: string): Spec | null {
    const path = this.#find(folder, id)
    try {
      return path === null ? null : readSpec(readFileSync(path), path)
    } catch (error) {
      // A copy that cannot be read says as little as none, and is replaced.
      if (error instanceof PythonConfigError || errorCode(error) !== '') return null
      throw error
    }
  }

  #find(folder: Folder, id: string): string | null {
    const paths = this.#paths(folder, id)
    return paths.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile()) ?? null
  }

  /** An older client that shares the folder has a copy of its own, which must not fall behind. */
  #write(folder: Folder, id: string, bytes: Buffer): void {
    const [newest, ...older] = this.#paths(folder, id)
    for (const path of [newest!, ...older.filter((path) => existsSync(path))]) {
      try {
        makeDir(join(this.#configDir, folder))
        replaceFile(path, bytes)
      } catch (error) {
        if (errorCode(error) === '') throw error
        throw new UserError(
          `${path} cannot be written (${errorCode(error)}). It tells what was downloaded. Give yourself the right to write it, or name another folder of settings in the environment variable niftynet_config_home.`,
        )
      }
    }
  }

  #paths(folder: Folder, id: string): string[] {
    return [`${id}_main.ini`, `${id}.ini`].map((name) => join(this.#configDir, folder, name))
  }
}

/** Another process sees the old or the new, never a half. */
function replaceFile(path: string, bytes: Buffer): void {
  const beside = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(beside, bytes)
    renameSync(beside, path)
  } finally {
    rmSync(beside, { force: true })
  }
}
