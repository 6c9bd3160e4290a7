import fs from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import type { Staged } from '../archive/stage.ts'
import type { InstalledPart } from '../install/record.ts'
import { swapIn } from '../install/swap-in.ts'
import type { Surroundings } from '../surroundings.ts'
import { plansPath, type ModelFolder, type ZipLayout } from './zip-layout.ts'

export interface Target {
  resultsDir: string
  record: Omit<InstalledPart, 'files'>
  surroundings: Surroundings
}

/** Swaps in one folder after the other; each is whole, whatever becomes of the next. @throws UserError, and says what was done before */
export function putFolders(
  staged: Staged,
  { folders }: ZipLayout,
  { resultsDir, record, surroundings }: Target,
): void {
  const done: string[] = []
  for (const folder of folders) {
    const target = join(resultsDir, folder.to)
    try {
      const part = partOf(staged, folder)
      renamePlans(part, folder)
      for (const path of swapIn(part, target, [{ ...record, files: part.files }]))
        surroundings.err(`A file of your own is kept as ${escapeHidden(join(target, path))}`)
      done.push(folder.to)
    } catch (error) {
      throw done.length > 0 && error instanceof UserError ? halfDone(error, done) : error
    }
  }
}

function halfDone(error: UserError, done: readonly string[]): UserError {
  return new UserError(
    `${error.message}\nInstalled before that: ${done.join(', ')}. The same command installs the rest.`,
  )
}

/** The files of one folder, as if they had been staged alone. */
function partOf(staged: Staged, { from }: ModelFolder): Staged {
  const above = from === '' ? '' : `${from}/`
  const files = staged.files
    .filter(({ path }) => path.startsWith(above))
    .map((file) => ({ ...file, path: file.path.slice(above.length) }))
  return { dir: join(staged.dir, from), files, discard: () => undefined }
}

/** nnU-Net reads `plans.json` alone, whatever its plans are called elsewhere. */
function renamePlans(part: Staged, { to, paths }: ModelFolder): void {
  const path = plansPath(to, paths)
  if (path === null || path === 'plans.json') return
  fs.renameSync(join(part.dir, path), join(part.dir, 'plans.json'))
  for (const file of part.files) if (file.path === path) file.path = 'plans.json'
}
