import { UserError } from '../../lib/user-error.ts'
import { formatBytes } from '../../site/format.ts'
import { freeBytes } from '../net/free-bytes.ts'

/**
 * For before hours of unpacking, not after them.
 * @throws UserError where the disk that holds `dir` has no room for `bytes`
 */
export function checkSpace(dir: string, bytes: number): void {
  const free = freeBytes(dir)
  if (bytes <= free) return
  throw new UserError(
    `Unpacked, it takes ${formatBytes(bytes)}, and the disk of ${dir} has ${formatBytes(free)} left. ` +
      'Make room on it, or choose a folder on another one. Nothing was written.',
  )
}
