import { statfsSync } from 'node:fs'
import { UserError } from '../../lib/user-error.ts'
import { formatBytes } from '../../site/format.ts'

/**
 * For before hours of unpacking, not after them.
 * @throws UserError where the disk that holds `dir` has no room for `bytes`
 */
export function checkSpace(dir: string, bytes: number): void {
  const { bavail, bsize, blocks } = statfsSync(dir)
  const free = bavail * bsize
  // Some disks over the network say nothing of their size.
  if (blocks === 0 || bytes <= free) return
  throw new UserError(
    `Unpacked, it takes ${formatBytes(bytes)}, and the disk of ${dir} has ${formatBytes(free)} left. ` +
      'Make room on it, or choose a folder on another one. Nothing was written.',
  )
}
