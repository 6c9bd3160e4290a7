/**
 * DIGITS fetches a snapshot's files one by one from `/<id>/`, so they are published unpacked as well: those at the snapshot's root,
 * for DIGITS asks for no other. `info.json`, `aux.json` and `license.txt` are documents that the store writes itself;
 * names that clash with its others are refused by check/digits-names.ts.
 */
import type { FileDigest } from '../store.ts'
import type { Entry } from '../zoo/entry.ts'
import type { Placement } from './place.ts'
import { sourceOf, type SourceZoo } from './source.ts'

const WRITTEN_BY_US = new Set(['info.json', 'aux.json', 'license.txt'])
export interface LooseFiles {
  loose: FileDigest[]
  placements: Placement[]
}

/** `packed` are the digests of the files in the entry's tarball. */
export function looseFiles(entry: Entry, packed: FileDigest[], zoo: SourceZoo): LooseFiles {
  const result: LooseFiles = { loose: [], placements: [] }
  const digests = new Map(packed.map((digest) => [digest.path, digest]))
  for (const file of entry.digits?.files ?? []) {
    const digest = digests.get(file.path)
    if (digest === undefined || file.path.includes('/') || WRITTEN_BY_US.has(file.path.toLowerCase()))
      continue
    const { path: from } = sourceOf(zoo, entry.id, file)
    const { path, size, sha256 } = digest
    result.loose.push(digest)
    result.placements.push({ from, to: `${entry.id}/${path}`, how: 'copy', size, sha256 })
  }
  return result
}
