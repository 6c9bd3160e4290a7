import { lstatSync, statSync, type Stats } from 'node:fs'
import { dirname } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'

/** Only owners may rename or remove what lies there, as in /tmp. */
const STICKY = 0o1000
const OTHERS_WRITE = 0o022

/**
 * In a folder where everybody may write, as in /tmp, whatever stands at `path` already may have been put there by somebody who waits for it
 * to be filled, or linked it to elsewhere.
 * @throws UserError
 */
export function refusePlanted(path: string): void {
  const uid = process.getuid?.()
  const found = lstatSync(path, { throwIfNoEntry: false })
  const above = statSync(dirname(path), { throwIfNoEntry: false })
  if (uid === undefined || found === undefined || above === undefined || !isPlanted(found, above, uid)) return
  throw new UserError(
    `${escapeHidden(path)} belongs to somebody else, in a folder where everybody may write, so it may be a trap. Choose a folder of your own. Nothing was written.`,
  )
}

/** What belongs to the person `uid`, or to the owner of the folder above, is no trap. */
export function isPlanted(
  found: Pick<Stats, 'uid'>,
  above: Pick<Stats, 'uid' | 'mode'>,
  uid: number,
): boolean {
  const isShared = (above.mode & STICKY) !== 0 && (above.mode & OTHERS_WRITE) !== 0
  return isShared && found.uid !== uid && found.uid !== above.uid
}
