/** Folders on disk: fresh ones to write into, and what they hold, to compare. */
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A new folder that belongs to one test; `remove` deletes it with all it holds. */
export interface FreshFolder {
  path: string
  remove: () => void
}

export function freshFolder(name: string): FreshFolder {
  const path = mkdtempSync(join(tmpdir(), `zoopress-${name}-`))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** The lower-case hex SHA-256 of some bytes or UTF-8 text. */
export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Paths of all regular files below `folder`, `/` between components, sorted; none where there is no such folder. */
export function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name).slice(folder.length + 1))
    .sort()
}

/** Path → SHA-256 of every file below `folder`: two folders with equal contents give equal records. */
export function digestFolder(folder: string): Record<string, string> {
  return Object.fromEntries(listFiles(folder).map((path) => [path, sha256(readFileSync(join(folder, path)))]))
}

/** One hash over the sorted paths and contents of a folder. */
export function hashFolder(folder: string, wanted: (path: string) => boolean = () => true): string {
  const rows = Object.entries(digestFolder(folder)).filter(([path]) => wanted(path))
  return sha256(rows.map(([path, digest]) => `${digest}  ${path}\n`).join(''))
}
