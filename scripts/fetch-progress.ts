/** Progress of files that are fetched, unpacked and copied one after the other. */
import { basename } from 'node:path'
import { decodePath } from '../src/lib/markdown.ts'
import { escapeHidden } from '../src/zoo/problem.ts'
import { showProgress, type ProgressSurroundings } from './progress.ts'

export interface FetchProgress {
  begin: (url: string, total: number | null) => void
  bytes: (count: number) => void
  unpacked: (count: number) => void
  copied: (count: number) => void
  done: () => void
}

export function fetchProgress(surroundings: ProgressSurroundings = {}): FetchProgress {
  const progress = showProgress(surroundings)
  let current = ''
  const count = (name: string) => (bytes: number) => {
    if (bytes === 0) return
    if (current !== name) progress.step(name)
    current = name
    progress.bytes(bytes)
  }
  return {
    begin: (url, total) => {
      current = ''
      progress.step(`Fetching ${nameOf(url)}`, total === null ? {} : { bytes: total })
    },
    bytes: progress.bytes,
    unpacked: count('Unpacking'),
    copied: count('Copying'),
    done: progress.done,
  }
}

function nameOf(url: string): string {
  return escapeHidden(basename(decodePath(new URL(url).pathname))).slice(0, 60)
}
