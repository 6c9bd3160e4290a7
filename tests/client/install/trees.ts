/** Folders as the tests of installing write and read them. */
import { lstatSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Staged } from '../../../src/client/archive/stage.ts'
import type { InstalledPart } from '../../../src/client/install/record.ts'
import { makeScratch } from '../../../src/client/install/scratch.ts'
import { swapIn } from '../../../src/client/install/swap-in.ts'
import type { PublishedFile } from '../../../src/client/store/model.ts'
import { sha256 } from '../../../src/lib/hash.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { walk } from '../../../src/lib/walk.ts'

export type Tree = Record<string, string>

export function writeTree(dir: string, tree: Tree): void {
  for (const [path, content] of Object.entries(tree)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), content)
  }
}

/** Content by path; of a link `→` and where it leads, of an empty folder `/`. The record is left out. */
export function readTree(dir: string): Tree {
  const found = walk(dir, () => true)
  const parents = new Set(found.map(({ path }) => dirname(path)))
  return Object.fromEntries(
    found
      .filter(({ path }) => path !== '.zoopress.json' && !parents.has(path))
      .map(({ path }) => [path, contentOf(join(dir, path))]),
  )
}

function contentOf(path: string): string {
  const stats = lstatSync(path)
  if (stats.isSymbolicLink()) return `→ ${readlinkSync(path)}`
  return stats.isDirectory() ? '/' : readFileSync(path, 'utf8')
}

/** Those of a file and a folder that the person makes. */
export function usualModes(): { file: number; folder: number } {
  const dir = join(freshFolder(), 'folder')
  mkdirSync(dir)
  writeFileSync(join(dir, 'file'), '')
  const mode = (path: string) => lstatSync(path).mode & 0o777
  return { file: mode(join(dir, 'file')), folder: mode(dir) }
}

export function filesOf(tree: Tree): PublishedFile[] {
  return Object.entries(tree).map(([path, content]) => ({
    path,
    size: Buffer.byteLength(content),
    sha256: sha256(content),
  }))
}

export function part(files: Tree, fields: Partial<InstalledPart> = {}): InstalledPart {
  const known = { store: 'https://a.org', id: 'liver', version: '1', section: 'weights', sha256: null }
  return { ...known, files: filesOf(files), ...fields }
}

/** A staged tree, as if it came out of an archive. */
export function staged(target: string, files: Tree): Staged {
  const scratch = makeScratch(target)
  writeTree(scratch.tree, files)
  return { dir: scratch.tree, files: filesOf(files), discard: () => scratch.remove() }
}

/** Installs files as one part; the answer is what `swapIn` kept beside them. */
export function install(target: string, files: Tree, fields: Partial<InstalledPart> = {}): string[] {
  return swapIn(staged(target, files), target, [part(files, fields)])
}
