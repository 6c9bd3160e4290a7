import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../lib/user-error.ts'
import { CACHES } from '../pack/cache.ts'
import { stateDir, type StateDirs } from './state.ts'

/**
 * A cache may come from anywhere, and what lies in its folders is cleared and replaced: a link there would have it done elsewhere.
 * @throws UserError where a folder that the cache keeps for itself is a link or no folder.
 */
export function refuseLinkedCache(dirs: StateDirs): void {
  const folders = [...CACHES, 'ledgers', 'builds'].map((name) => join(dirs.cacheDir, name))
  for (const dir of [...folders, stateDir(dirs)]) {
    const stats = lstatSync(dir, { throwIfNoEntry: false })
    if (stats !== undefined && !stats.isDirectory())
      throw new UserError(notAFolder(dir, stats.isSymbolicLink()))
  }
}

function notAFolder(dir: string, isLink: boolean): string {
  const what = isLink ? 'is a symbolic link' : 'is not a folder'
  return `${dir} ${what}, and the cache keeps a folder of that name. Remove it, or choose another place with --cache. Nothing was written.`
}
