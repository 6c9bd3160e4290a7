import { lstatSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { realPath } from '../../lib/real-path.ts'
import { UserError } from '../../lib/user-error.ts'
import { refusePlanted } from './refuse-planted.ts'

/**
 * The folder, which need not exist yet, that installing into `dir` means: behind links, since people link folders of big data.
 * @throws UserError where something else stands there, or somebody else's
 */
export function targetFolder(dir: string): string {
  refusePlanted(resolve(dir))
  const target = realPath(resolve(dir))
  const found = lstatSync(target, { throwIfNoEntry: false })
  if (found !== undefined && !found.isDirectory())
    throw new UserError(notAFolder(dir, found.isSymbolicLink()))
  if (dirname(target) === target)
    throw new UserError(
      `${dir} is the top of a disk, which cannot be replaced. Choose a folder inside it. Nothing was written.`,
    )
  return target
}

function notAFolder(dir: string, isLink: boolean): string {
  const what = isLink ? 'is a link that leads nowhere' : 'is a file'
  return `${dir} ${what}, and a folder is to be installed there. Move it away, or choose another folder. Nothing was written.`
}
