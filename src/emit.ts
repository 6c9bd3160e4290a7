/**
 * Writes what the table in documents.ts holds into a new store, and the sums over everything at the end.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { listDocuments } from './documents.ts'
import { formatSums } from './formats/sums.ts'
import { listFiles, makePublicDir, writePublicFile } from './lib/files.ts'
import { SUMS_FILE } from './lib/foreign.ts'
import { hashFile } from './lib/hash.ts'
import { linkOrCopy } from './lib/link.ts'
import { asciiHtml } from './site/ascii-html.ts'
import type { Store } from './store.ts'

/** Every document once; its further addresses are hard links. Throws EEXIST where two documents want one address. */
export function writeDocuments(store: Store, distDir: string): void {
  const made = new Set<string>()
  for (const { paths, write } of listDocuments(store)) {
    const [first, ...others] = paths
    writePublicFile(join(distDir, first), write())
    for (const other of others) {
      if (!made.has(dirname(other))) makePublicDir(join(distDir, dirname(other)))
      made.add(dirname(other))
      linkOrCopy(join(distDir, first), join(distDir, other))
    }
  }
}

/** An early DIGITS reads the home page as bytes and fails on some that are not ASCII; see docs/clients.md. */
export function rewriteHomePage(distDir: string): void {
  const path = join(distDir, 'index.html')
  writeFileSync(path, asciiHtml(readFileSync(path, 'utf8')))
}

/** SHA256SUMS of every published file. What was hashed when it was packed is not read again. */
export function writeSums(store: Store, distDir: string): void {
  const known = knownDigests(store)
  const files = listFiles(distDir).map(({ path }) => ({
    path,
    sha256: known.get(path) ?? hashFile(join(distDir, path)).sha256,
  }))
  writePublicFile(join(distDir, SUMS_FILE), formatSums(files))
}

function knownDigests(store: Store): Map<string, string> {
  const archives = store.entries.flatMap(({ downloads }) => downloads)
  return new Map(archives.flatMap(({ path, sha256 }) => (path === null ? [] : [[path, sha256]])))
}
