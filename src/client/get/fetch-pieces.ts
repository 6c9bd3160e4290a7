/** Brings the files of an installation to the disk, several at once. */
import { createHash } from 'node:crypto'
import { mkdirSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DownloadListener, Downloaded, Wanted } from '../net/download.ts'
import { downloadAll } from '../net/download-all.ts'
import type { Network } from '../net/network.ts'
import type { Piece } from './installation.ts'

export interface GetListener extends DownloadListener {
  /** What will be downloaded, before the first of it is begun. */
  expect?: (files: readonly Wanted[]) => void
  /** What was shown is in the way of what is said next. */
  done?: () => void
}

export interface FetchOptions {
  network: Network
  parallel?: number
  listener?: GetListener
}

/** In the order of the pieces. What has arrived stays for the next try where another one fails. */
export async function fetchPieces(
  pieces: readonly Piece[],
  downloadDir: string,
  { network, parallel, listener }: FetchOptions,
): Promise<Downloaded[]> {
  mkdirSync(downloadDir, { recursive: true, mode: 0o700 })
  const wanted = pieces.map((piece) => toWanted(piece, downloadDir))
  listener?.expect?.(wanted)
  return downloadAll(wanted, network, {
    ...(parallel === undefined ? {} : { parallel }),
    ...(listener === undefined ? {} : { listener }),
  })
}

/** The same file of the same store has the same name on the disk, so that the next try finds what has arrived. */
function toWanted({ urls, size, sha256, fileName }: Piece, downloadDir: string): Wanted {
  const key = sha256 ?? createHash('sha256').update(urls[0]!).digest('hex')
  return { urls, size, sha256, label: fileName, path: join(downloadDir, `${key.slice(0, 16)}-${fileName}`) }
}

/** Archives that have been unpacked are needed no more. */
export function removeDownloads(downloaded: readonly Downloaded[], downloadDir: string): void {
  for (const { path } of downloaded) rmSync(path, { force: true })
  try {
    rmdirSync(downloadDir)
  } catch {
    // Another command downloads here, or a broken download waits to be taken up.
  }
}
