/**
 * A git-lfs pointer in place of its file: the clone lacks the real bytes, and would publish a hundred bytes of text as weights.
 * Format: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
 */
import { closeSync, constants, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { Entry } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'
import type { CheckContext } from './check.ts'
import { sourceFiles } from './source-files.ts'

const POINTER_BYTES = 1024
const POINTER = /^version https:\/\/(git-lfs\.github\.com\/spec\/|hawser\.github\.com\/)/
// O_NONBLOCK: a named pipe put in the file's place must not hold the build for ever. Windows has neither of the last two.
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK

export function checkLfsPointers(entries: readonly Entry[], { zooDir, label }: CheckContext): Problem[] {
  const small = entries.flatMap((entry) =>
    sourceFiles(entry)
      .filter(({ size }) => size < POINTER_BYTES)
      .map(({ from }) => `${entry.id}/${from}`),
  )
  const message =
    'This is a git-lfs pointer, not the file itself. Run "git lfs pull" in the repository it came from.'
  return small
    .filter((path) => isPointer(join(zooDir, path)))
    .map((path) => ({ file: `${label}/${path}`, message, severity: 'error' }))
}

const start = Buffer.alloc(64)

function isPointer(path: string): boolean {
  const fd = tryOpen(path)
  if (fd === null) return false
  try {
    return POINTER.test(start.toString('latin1', 0, readSync(fd, start, 0, start.length, 0)))
  } finally {
    closeSync(fd)
  }
}

/** Null: a file that has vanished since is found and named when it is packed. */
function tryOpen(path: string): number | null {
  try {
    return openSync(path, OPEN_FLAGS)
  } catch {
    return null
  }
}
