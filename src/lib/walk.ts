/**
 * Everything below a folder, links not followed.
 *
 * Not by a glob library: measured, fast-glob drops a whole folder without a word where one name in it cannot be read as text, holds
 * a line end, or vanishes during the walk. What is left out of a store must be said.
 */
import fs, { type Dirent } from 'node:fs'
import { join } from 'node:path'

export interface Walked {
  /** Below the folder, `/` between components. A name that is not UTF-8 shows U+FFFD. */
  path: string
  kind: 'file' | 'folder' | 'other'
  /** Bytes, asked of the disk when it is read; 0 for anything but a file, and for a file that vanished meanwhile. */
  readonly size: number
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
      found.push(toWalked(dir, path, item))
      if (item.isDirectory() && enter(path)) visit(path)
    }
  }
  visit('')
  return found
}

function sorted(items: Dirent[]): Dirent[] {
  return items.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function toWalked(dir: string, path: string, item: Dirent): Walked {
  const kind = kindOf(item)
  return {
    path,
    kind,
    get size() {
      return kind === 'file' ? sizeOf(join(dir, path)) : 0
    },
  }
}

function kindOf(item: Dirent): Walked['kind'] {
  return item.isFile() ? 'file' : item.isDirectory() ? 'folder' : 'other'
}

function sizeOf(path: string): number {
  return fs.lstatSync(path, { throwIfNoEntry: false })?.size ?? 0
}
