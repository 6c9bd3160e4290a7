/**
 * Everything below a folder, links not followed.
 *
 * Not by a glob library: measured, fast-glob drops a whole folder without a word where one name in it cannot be read as text, holds
 * a line end, or vanishes during the walk. What is left out of a store must be said.
 *
 * Each name is asked for once (`lstat`), which says its kind too: a list of kinds is not asked for beside it.
 */
import fs, { type Dirent, type Stats } from 'node:fs'
import { join, sep } from 'node:path'

export type Kind = 'file' | 'folder' | 'other'

export interface Walked {
  /** Below the folder, `/` between components. A name that is not UTF-8 shows U+FFFD. */
  path: string
  kind: Kind
}

/**
 * Told of one path; for a folder it answers whether to look into it. `stats` is undefined where the name cannot be read as text, or
 * where the file vanished meanwhile.
 */
export type Visit = (path: string, kind: Kind, stats: Stats | undefined) => boolean

/**
 * Folders come before what they hold; order is that of names. `enter` says whether to look into a folder, and hears of each path.
 * Throws what the system throws where a folder cannot be read.
 */
export function walk(dir: string, enter: (path: string) => boolean): Walked[] {
  const found: Walked[] = []
  visitAll(dir, (path, kind) => {
    found.push({ path, kind })
    return kind === 'folder' && enter(path)
  })
  return found
}

/** The same, with nothing kept of what was visited. */
export function visitAll(dir: string, visit: Visit): void {
  visitFolder(dir, '', visit)
}

function visitFolder(root: string, parent: string, visit: Visit): void {
  const dir = join(root, parent)
  for (const name of fs.readdirSync(dir).sort()) {
    const path = parent === '' ? name : `${parent}/${name}`
    const stats = fs.lstatSync(dir + sep + name, { throwIfNoEntry: false })
    const kind = kindOf(stats ?? findInList(dir, name))
    if (visit(path, kind, stats) && kind === 'folder') visitFolder(root, path, visit)
  }
}

/** What the folder's list says of a name that cannot be asked for; undefined: nothing any more. */
function findInList(dir: string, name: string): Dirent | undefined {
  return fs.readdirSync(dir, { withFileTypes: true }).find((item) => item.name === name)
}

/** Of a file that has just vanished, its kind is as good as any: whoever reads it will say that it is gone. */
function kindOf(item: Stats | Dirent | undefined): Kind {
  if (item === undefined || item.isFile()) return 'file'
  return item.isDirectory() ? 'folder' : 'other'
}
