/** Brings the files of an installation to the disk, several at once. */
import { chmodSync, existsSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeDir } from '../../lib/files.ts'
import { sha256 as digestOf } from '../../lib/hash.ts'
import { mapLimit } from '../../lib/map-limit.ts'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import { refusePlanted } from '../install/refuse-planted.ts'
import { download, type DownloadListener, type Downloaded, type Wanted } from '../net/download.ts'
import { NetworkFault } from '../net/network-fault.ts'
import type { Network } from '../net/network.ts'
import { copyLocal } from '../store/copy-local.ts'
import type { Piece } from './installation.ts'

export interface GetListener extends DownloadListener {
  /** What will be downloaded, before the first of it is begun. */
  expect?: (files: readonly Wanted[]) => void
  /** What was shown is in the way of what is said next. */
  done?: () => void
}

const PARALLEL = 4

export interface FetchOptions {
  network: Network
  /** Address of the store that names the pieces. */
  store: string
  parallel?: number
  listener?: GetListener
}

/**
 * In the order of the pieces; null: the store does not have it, and nobody needs it. What has arrived stays for the next try where
 * another one fails.
 * @throws UserError with every file that could not be had
 */
export async function fetchPieces(
  pieces: readonly Piece[],
  downloadDir: string,
  { network, store, parallel = PARALLEL, listener }: FetchOptions,
): Promise<(Downloaded | null)[]> {
  // For the person alone.
  makeDir(downloadDir, (made) => made === downloadDir && chmodSync(made, 0o700))
  refusePlanted(downloadDir)
  const wanted = pieces.map((piece) => toWanted(piece, store, downloadDir))
  listener?.expect?.(wanted)
  const faults = new Map<number, UserError>()
  const arrived = await mapLimit([...pieces.entries()], parallel, async ([index, { isOptional }]) => {
    try {
      return await fetchOne(wanted[index]!, isOptional === true, network, listener)
    } catch (error) {
      if (!(error instanceof UserError) || network.signal.aborted) throw error
      faults.set(index, error)
      return null
    }
  })
  removeIfEmpty(downloadDir)
  const messages = [...pieces.keys()].flatMap((index) => faults.get(index)?.message ?? [])
  if (messages.length > 0) throw new UserError(messages.join('\n'))
  return arrived
}

async function fetchOne(
  wanted: Wanted,
  isOptional: boolean,
  network: Network,
  listener: GetListener | undefined,
): Promise<Downloaded | null> {
  const [first = '', ...mirrors] = wanted.urls
  try {
    return first.startsWith('file:')
      ? await copy(wanted, network, listener)
      : await download(wanted, network, listener)
  } catch (error) {
    if (isOptional && isMissing(error)) return null
    if (!first.startsWith('file:') || mirrors.length === 0 || network.signal.aborted) throw error
    return download({ ...wanted, urls: mirrors }, network, listener)
  }
}

/** The server answers that there is no such file. */
function isMissing(error: unknown): boolean {
  return error instanceof NetworkFault
    ? error.status === 404 || error.status === 410
    : error instanceof MissingCopy
}

class MissingCopy extends UserError {}

async function copy(
  wanted: Wanted,
  { signal }: Network,
  listener: GetListener | undefined,
): Promise<Downloaded> {
  const url = wanted.urls[0]!
  if (!existsSync(fileURLToPath(url)))
    throw new MissingCopy(`${escapeHidden(fileURLToPath(url))} is missing.`)
  listener?.begin(wanted, 0, wanted.size)
  try {
    return await copyLocal(url, wanted, { signal, onBytes: (count) => listener?.bytes(wanted, count) })
  } finally {
    listener?.end(wanted)
  }
}

/** The same file of the same store has the same name on the disk, so that the next try finds what has arrived. */
function toWanted({ urls, size, sha256, fileName }: Piece, store: string, downloadDir: string): Wanted {
  const key = sha256 ?? digestOf(urls[0]!)
  const path = join(downloadDir, `${key.slice(0, 16)}-${fileName}`)
  return { urls, namedBy: store, size, sha256, label: fileName, path }
}

/** Archives that have been unpacked are needed no more. */
export function removeDownloads(downloaded: readonly (Downloaded | null)[], downloadDir: string): void {
  for (const one of downloaded) if (one !== null) rmSync(one.path, { force: true })
  removeIfEmpty(downloadDir)
}

function removeIfEmpty(downloadDir: string): void {
  try {
    rmdirSync(downloadDir)
  } catch {
    // Another command downloads here, or a broken download waits to be taken up.
  }
}
