/**
 * Everything below a folder, links not followed.
 *
 * Not by a glob library: measured, fast-glob drops a whole folder without a word where one name in it cannot be read as text, holds
 * a line end, or vanishes during the walk. What is left out of a store must be said.
 */
import fs, { type Dirent, type Stats } from 'node:fs'
import { join } from 'node:path'

export interface Walked {
  /** Below the folder, `/` between components. A name that is not UTF-8 shows U+FFFD. */
  path: string
  kind: 'file' | 'folder' | 'other'
  /** Asks the disk anew on each call; undefined where it vanished meanwhile or its name cannot be read as text. */
  stats: () => Stats | undefined
}

/**
 * Folders come before what they hold; order is that of names. `enter` says whether to look into a folder, and hears of each path.
 * Throws what the system throws where a folder cannot be read.
 */
export function walk(dir: string, enter: (path: string) => boolean): Walked[] {
  const found: Walked[] = []
  const visit = (parent: string) => {
    for (const item of sorted(fs.readdirSync(join(dir, parent), { withFileTypes: true }))) {
      const path = parent === '' ? item.name : `${parent}/${item.name}`
      const stats = () => fs.lstatSync(join(dir, path), { throwIfNoEntry: false })
      found.push({ path, kind: kindOf(item), stats })
      if (item.isDirectory() && enter(path)) visit(path)
    }
  }
  visit('')
  return found
}

function sorted(items: Dirent[]): Dirent[] {
  return items.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function kindOf(item: Dirent): Walked['kind'] {
  return item.isFile() ? 'file' : item.isDirectory() ? 'folder' : 'other'
}
