/**
 * A git-lfs pointer in place of its file: the clone lacks the real bytes, and would publish a hundred bytes of text as weights.
 * Format: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
 */
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { mapLimit } from '../lib/map-limit.ts'
import type { Entry } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'
import type { CheckContext } from './check.ts'
import { sourceFiles } from './source-files.ts'

const POINTER_BYTES = 1024
const POINTER = /^version https:\/\/(git-lfs\.github\.com\/spec\/|hawser\.github\.com\/)/

export async function checkLfsPointers(entries: readonly Entry[], context: CheckContext): Promise<Problem[]> {
  const small = entries.flatMap((entry) =>
    sourceFiles(entry)
      .filter(({ size }) => size < POINTER_BYTES)
      .map(({ from }) => `${entry.id}/${from}`),
  )
  const found = await mapLimit(small, 16, async (path): Promise<Problem[]> => {
    if (!(await isPointer(join(context.zooDir, path)))) return []
    const message =
      'This is a git-lfs pointer, not the file itself. Run "git lfs pull" in the repository it came from.'
    return [{ file: `${context.label}/${path}`, message, severity: 'error' }]
  })
  return found.flat()
}

async function isPointer(path: string): Promise<boolean> {
  // A file that has vanished since is found and named when it is packed.
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => null)
  if (!handle) return false
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0)
    return POINTER.test(buffer.toString('latin1', 0, bytesRead))
  } finally {
    await handle.close()
  }
}
