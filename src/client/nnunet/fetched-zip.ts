/** A zip at an address, fetched beside the results that it is installed into: a home folder or /tmp is often too small. */
import fs from 'node:fs'
import { join } from 'node:path'
import { sha256 as digestOf } from '../../lib/hash.ts'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import { download, type DownloadListener } from '../net/download.ts'
import { networkOf } from '../net/network.ts'
import type { Surroundings } from '../surroundings.ts'

export interface Fetch {
  url: string
  /** Lower-case hex; null: nobody says. */
  sha256: string | null
  resultsDir: string
}

/**
 * Runs `work` over the zip, which is removed afterwards; where `work` refuses it, it is kept, and the message says where.
 * @throws UserError
 */
export async function withFetchedZip<Result>(
  { url, sha256, resultsDir }: Fetch,
  surroundings: Surroundings,
  listener: DownloadListener | undefined,
  work: (zipPath: string) => Promise<Result>,
): Promise<Result> {
  const path = join(resultsDir, `.zoopress-${digestOf(url).slice(0, 16)}.zip`)
  const network = networkOf(surroundings)
  await download({ urls: [url], path, size: null, sha256, label: labelOf(url) }, network, listener)
  const result = await keepingRefused(path, work)
  fs.rmSync(path, { force: true })
  return result
}

async function keepingRefused<Result>(
  path: string,
  work: (zipPath: string) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(path)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    throw new UserError(
      `${error.message}\nWhat was fetched is kept as ${escapeHidden(path)}: install that, or remove it.`,
    )
  }
}

function labelOf(url: string): string {
  return new URL(url).pathname.split('/').at(-1) || 'model.zip'
}
