import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InstalledPart, InstallRecord } from './record.ts'
import { RECORD_FILE } from './record.ts'

/**
 * What was recorded before, without what `parts` take the place of, and `parts`; sorted, each (id, section) once. A part without files only
 * takes away what was there.
 */
export function mergeRecord(before: InstallRecord | null, parts: readonly InstalledPart[]): InstallRecord {
  const byKey = new Map<string, InstalledPart>()
  for (const part of [...(before?.installed ?? []), ...parts]) byKey.set(partKey(part), part)
  const installed = [...byKey]
    .filter(([, { files }]) => files.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, part]) => inOrder(part))
  return { formatVersion: 1, installed }
}

/** One text for what an update replaces, from whatever address the store is reached: a stick has another path on each machine. */
export function partKey({ id, section }: Pick<InstalledPart, 'id' | 'section'>): string {
  return JSON.stringify([id, section])
}

/** Writes a new file. Throws EEXIST where there is one. */
export function writeRecord(dir: string, record: InstallRecord): void {
  writeFileSync(join(dir, RECORD_FILE), `${JSON.stringify(record, null, 2)}\n`, { flag: 'wx' })
}

/** The same parts give the same bytes, whatever order their fields came in. */
function inOrder({ store, id, version, section, sha256, files }: InstalledPart): InstalledPart {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  return {
    store,
    id,
    version,
    section,
    sha256,
    files: sorted.map(({ path, size, sha256 }) => ({ path, size, sha256 })),
  }
}
