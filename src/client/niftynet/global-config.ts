/**
 * NiftyNet's own settings: `config.ini` in the folder that the environment variable `niftynet_config_home` names, else in `~/.niftynet`.
 * Reader and writer: NiftyNet 0.2.1 and newer. `home` in it is where models, data and extensions are installed.
 */
import { randomInt } from 'node:crypto'
import { constants, copyFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode, makeDir } from '../../lib/files.ts'
import { UserError } from '../../lib/user-error.ts'
import type { Surroundings } from '../surroundings.ts'
import { expandHome } from './expand-home.ts'
import { sectionValues } from './interpolate.ts'
import { parsePythonConfig, type PythonConfig, PythonConfigError } from './python-config.ts'

export interface NiftynetHome {
  /** Models, data and extensions; absolute. */
  home: string
  /** Holds `config.ini` and the copies of specs; absolute. */
  configDir: string
  /** As it was set. */
  serverUrl: string
}

/** The zoo that NiftyNet itself asks. */
export const NIFTYNET_ZOO = 'https://github.com/NifTK/NiftyNetModelZoo'

const DEFAULT_CONFIG = '[global]\nhome = ~/niftynet\n'

/**
 * Reads `config.ini`; makes it where it is missing, and anew where it says no home, the old one kept as `config-backup-<time>-<abc>.ini`.
 * Makes the home folder with its Python package `extensions`, as far as they are not there.
 * @throws UserError where the system refuses that, or `home` cannot be understood.
 */
export function niftynetHome(surroundings: Surroundings): NiftynetHome {
  const { env } = surroundings
  const configDir = expandConfigDir(surroundings)
  const home = expandHome(configuredHome(configDir, surroundings.now()), surroundings)
  makeExtensions(home)
  return { home, configDir, serverUrl: env['niftynet_model_zoo'] || NIFTYNET_ZOO }
}

/** A `~` from a file that no shell has read is the person's home, too. */
function expandConfigDir(surroundings: Surroundings): string {
  return expandHome(surroundings.env['niftynet_config_home'] || '~/.niftynet', surroundings)
}

function configuredHome(configDir: string, now: number): string {
  const path = join(configDir, 'config.ini')
  const text = readConfig(path)
  const home = text === null ? null : homeIn(text, path)
  if (home !== null) return home
  return orRefuse(path, () => {
    makeDir(configDir)
    if (text !== null) backUp(path, now)
    writeFileSync(path, DEFAULT_CONFIG, { flag: 'wx' })
    return '~/niftynet'
  })
}

/** Null: there is none. */
function readConfig(path: string): Buffer | null {
  return orRefuse(path, () =>
    statSync(path, { throwIfNoEntry: false }) === undefined ? null : readFileSync(path),
  )
}

/** Null: it is not what NiftyNet can read. */
function homeIn(text: Buffer, path: string): string | null {
  const config = parsed(text, path)
  const hasHome = config?.sections.get('global')?.has('home') || config?.defaults.has('home')
  if (config?.sections.has('global') !== true || hasHome !== true) return null
  const home = sectionValues(config, 'global', path).get('home')!
  if (home === '' || /\p{Cc}/u.test(home))
    throw new UserError(`${path}: home must name a folder, in one line. For example: home = ~/niftynet`)
  return home
}

function parsed(text: Buffer, path: string): PythonConfig | null {
  try {
    return parsePythonConfig(text, path)
  } catch (error) {
    if (error instanceof PythonConfigError) return null
    throw error
  }
}

/** Never over another file: a name that is taken is drawn anew. */
function backUp(path: string, now: number): void {
  for (;;) {
    const backup = path.replace(/\.ini$/, `-backup-${timestamp(now)}-${threeLetters()}.ini`)
    try {
      copyFileSync(path, backup, constants.COPYFILE_EXCL)
      rmSync(path)
      return
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
    }
  }
}

/** `2026-11-21-16-05-09`, by the clock on the wall, since people look for it. */
function timestamp(now: number): string {
  const date = new Date(now)
  const parts = [date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes(), date.getSeconds()]
  return [date.getFullYear(), ...parts.map((part) => String(part).padStart(2, '0'))].join('-')
}

function threeLetters(): string {
  return Array.from({ length: 3 }, () => String.fromCharCode(97 + randomInt(26))).join('')
}

/** Python finds a person's own networks by these empty files. A home that others keep, and that cannot be written to, may lack them. */
function makeExtensions(home: string): void {
  const isNew = !existsSync(home)
  for (const folder of [join(home, 'extensions'), join(home, 'extensions', 'network')]) {
    const file = join(folder, '__init__.py')
    if (existsSync(file)) continue
    try {
      makeDir(folder)
      writeFileSync(file, '', { flag: 'a' })
    } catch (error) {
      if (isNew || errorCode(error) === '') throw refusal(file, error)
    }
  }
}

function orRefuse<Result>(path: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw refusal(path, error)
  }
}

function refusal(path: string, error: unknown): unknown {
  const code = errorCode(error)
  if (code === '') return error
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new UserError(`${path} cannot be written: the disk is full. Make room, and run the command again.`)
  return new UserError(
    `${path} cannot be read or written (${code}). Give yourself the right to, or choose other folders: the environment variable ` +
      'niftynet_config_home names the one of the settings, and "home" in their config.ini the one of models and data.',
  )
}
