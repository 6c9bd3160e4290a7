/** Which files of a store are named and name nothing, by the documents of its entries. */
import fs from 'node:fs'
import { join, posix } from 'node:path'
import { textOf } from '../formats/json.ts'
import { decodePath } from '../lib/markdown.ts'
import { parseJsonObject, type JsonObject } from '../zoo/json-text.ts'
import type { JsonValue } from '../zoo/entry.ts'

/** Paths in the store. */
export interface NamedFiles {
  /** Of published versions: what never changes. */
  archives: Set<string>
  /** Those of a snapshot, which DIGITS fetches one by one. */
  loose: Set<string>
}

/** `sums` lists the files of the store in `dir`. */
export function namedFiles(dir: string, sums: ReadonlyMap<string, string>): NamedFiles {
  const found: NamedFiles = { archives: new Set(), loose: new Set() }
  for (const path of sums.keys()) {
    if (!/^[^/]+\/entry\.json$/.test(path)) continue
    const { value } = parseJsonObject(fs.readFileSync(join(dir, path), 'utf8'), path)
    const folder = posix.dirname(path)
    for (const link of archiveLinks(value)) found.archives.add(posix.join(folder, decodePath(link)))
    for (const name of looseNames(value)) found.loose.add(posix.join(folder, name))
  }
  return found
}

/** Names, not addresses. */
function looseNames(entry: JsonObject | null): string[] {
  const files = objects([entry?.['digits'] ?? null]).flatMap((digits) => objects(digits['files']))
  return files.map(({ path }) => textOf(path)).filter((path) => path !== '')
}

function archiveLinks(entry: JsonObject | null): string[] {
  const versions = objects(entry?.['versions'])
  const files = versions.flatMap(({ downloads, torchHub, monai }) => [
    ...objects(downloads),
    ...objects([torchHub ?? null, monai ?? null]),
  ])
  return files.map(({ path }) => textOf(path)).filter((path) => path !== '')
}

function objects(value: JsonValue | undefined): JsonObject[] {
  if (!Array.isArray(value)) return []
  return value.filter(
    (item): item is JsonObject => item !== null && typeof item === 'object' && !Array.isArray(item),
  )
}
