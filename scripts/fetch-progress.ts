/** Progress of files that are fetched or unpacked one after the other. */
import { basename } from 'node:path'
import { decodePath } from '../src/lib/markdown.ts'
import { escapeHidden } from '../src/zoo/problem.ts'
import { showProgress, type ProgressSurroundings } from './progress.ts'

export interface FetchProgress {
  begin: (url: string, total: number | null) => void
  bytes: (count: number) => void
  unpacked: (count: number) => void
  done: () => void
}

export function fetchProgress(surroundings: ProgressSurroundings = {}): FetchProgress {
  const progress = showProgress(surroundings)
  let isUnpacking = false
  return {
    begin: (url, total) => progress.step(`Fetching ${nameOf(url)}`, total === null ? {} : { bytes: total }),
    bytes: progress.bytes,
    unpacked: (count) => {
      if (!isUnpacking) progress.step('Unpacking')
      isUnpacking = true
      progress.bytes(count)
    },
    done: progress.done,
  }
}

function nameOf(url: string): string {
  return escapeHidden(basename(decodePath(new URL(url).pathname))).slice(0, 60)
}
