/**
 * What the person's computer remembers of signed stores: `stores.json`, under `formatVersion` 1. A store that was seen with a key must
 * come with it from then on, and not be older than it was.
 */
import fs from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { errorCode, makeDir, withRegularFile } from '../../lib/files.ts'
import { BusyError, lock } from '../../lib/lock.ts'
import { parsePublicKey } from '../../lib/minisign.ts'
import { realPath } from '../../lib/real-path.ts'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import type { Surroundings } from '../surroundings.ts'
import { storeKey } from './addresses.ts'
import { field, objectsField } from './document-fields.ts'
import { parseDocument, type JsonObject } from './parse-document.ts'

export interface KnownStore {
  /** Without a slash at its end. */
  url: string
  /** The line that minisign takes with `-P`. */
  publicKey: string
  /** The highest that was seen; 0: its signatures have none. */
  serial: number
}

const LIMIT = 4 * 1024 * 1024
const LOCK_TRIES = 10

/** `$ZOOPRESS_HOME`, else the place where the system keeps settings of programs. */
export function configDir({ env, homeDir, workDir }: Surroundings, platform = process.platform): string {
  const own = env['ZOOPRESS_HOME']
  if (own) return resolve(workDir, own)
  const shared = platform === 'win32' ? env['APPDATA'] : env['XDG_CONFIG_HOME']
  return join(shared && isAbsolute(shared) ? shared : join(homeDir, '.config'), 'zoopress')
}

/** Links to it are followed: people keep their settings elsewhere. */
export function knownStoresPath(surroundings: Surroundings): string {
  return realPath(join(configDir(surroundings), 'stores.json'))
}

/** By `storeKey` of the address; empty where nothing is remembered yet. @throws UserError where the file is not what this command wrote. */
export function readKnownStores(path: string): Map<string, KnownStore> {
  const bytes = withRegularFile(path, (fd) => (fs.fstatSync(fd).size > LIMIT ? null : fs.readFileSync(fd)))
  if (bytes === null && !fs.existsSync(path)) return new Map()
  const stores = bytes === null ? null : parse(bytes, path)
  if (stores !== null) return byKey(stores)
  throw new UserError(
    `${escapeHidden(path)} is damaged, or of a newer version of this command. It holds the keys of the stores that you use: mend it, or remove it to trust each store anew.`,
  )
}

/** Of two lines about one store, the stricter counts. */
function byKey(stores: readonly KnownStore[]): Map<string, KnownStore> {
  const sorted = stores.toSorted((a, b) => a.serial - b.serial)
  return new Map(sorted.map((store) => [storeKey(store.url), store]))
}

function parse(bytes: Uint8Array, path: string): KnownStore[] | null {
  try {
    const document = parseDocument(bytes, path)
    const stores = objectsField(document, 'stores').map(toStore)
    return field(document, 'formatVersion') === 1 && !stores.includes(null)
      ? stores.filter((store) => store !== null)
      : null
  } catch (error) {
    if (error instanceof UserError) return null
    throw error
  }
}

function toStore(store: JsonObject): KnownStore | null {
  const [url, publicKey, serial] = [field(store, 'url'), field(store, 'publicKey'), field(store, 'serial')]
  if (typeof url !== 'string' || typeof publicKey !== 'string') return null
  if (typeof serial !== 'number' || !Number.isSafeInteger(serial) || serial < 0) return null
  parsePublicKey(publicKey)
  return { url, publicKey, serial }
}

/**
 * Replaces what is remembered of one store by what `change` makes of it, safely beside other processes that do the same; the file and its
 * folder are for the person alone.
 */
export async function rememberStore(
  path: string,
  url: string,
  change: (known: KnownStore | undefined) => KnownStore,
): Promise<void> {
  makeDir(dirname(path), (made) => fs.chmodSync(made, 0o700))
  const { release } = await lockPatiently(join(path, '..'))
  try {
    const stores = readKnownStores(path)
    const key = storeKey(url)
    stores.set(key, change(stores.get(key)))
    replaceFile(path, format([...stores.values()]))
  } finally {
    await release()
  }
}

async function lockPatiently(dir: string): ReturnType<typeof lock> {
  for (let tries = 1; ; tries++) {
    try {
      return await lock(dir)
    } catch (error) {
      if (!(error instanceof BusyError) || tries === LOCK_TRIES) throw error
      await sleep(50 * tries)
    }
  }
}

/** One line a store, so that a person can take one out. */
function format(stores: KnownStore[]): string {
  const lines = stores
    .sort((a, b) => (a.url < b.url ? -1 : 1))
    .map(({ url, publicKey, serial }) => `    ${JSON.stringify({ url, publicKey, serial })}`)
  return `{\n  "formatVersion": 1,\n  "stores": [\n${lines.join(',\n')}\n  ]\n}\n`
}

function replaceFile(path: string, text: string): void {
  const aside = `${path}.tmp`
  fs.rmSync(aside, { force: true })
  const fd = fs.openSync(aside, 'wx', 0o600)
  try {
    fs.writeFileSync(fd, text)
    fs.fsyncSync(fd)
  } finally {
    fs.closeSync(fd)
  }
  fs.renameSync(aside, path)
}

/** True for what the system said of a disk that cannot be written. */
export function isWriteFault(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EEXIST', 'EISDIR'].includes(
    errorCode(error),
  )
}
