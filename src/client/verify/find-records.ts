/** The folders at and below one that something was installed into. */
import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import { RECORD_FILE } from '../install/record.ts'

/** `<home>/<destination>/<local_id>` of NiftyNet is two folders deep; a folder of such homes one more. */
const MAX_DEPTH = 4
const MOST_FOLDERS = 100_000

/** Sorted; links are not followed. @throws UserError where there are too many folders to look through */
export function findRecords(dir: string): string[] {
  const found: string[] = []
  let folders = 0
  const visit = (folder: string, depth: number): void => {
    if (++folders > MOST_FOLDERS)
      throw new UserError(`${escapeHidden(dir)} holds too many folders to look through. Name one below it.`)
    if (existsSync(join(folder, RECORD_FILE))) found.push(folder)
    if (depth === MAX_DEPTH) return
    for (const item of readdirSync(folder, { withFileTypes: true }))
      if (item.isDirectory()) visit(join(folder, item.name), depth + 1)
  }
  visit(dir, 0)
  return found.sort()
}

/** The nearest folder above a file that has a record; null: none has. */
export function recordAbove(path: string): string | null {
  let dir = dirname(path)
  for (let depth = 0; depth < 10; depth++) {
    if (lstatSync(join(dir, RECORD_FILE), { throwIfNoEntry: false })?.isFile() === true) return dir
    if (dirname(dir) === dir) return null
    dir = dirname(dir)
  }
  return null
}
