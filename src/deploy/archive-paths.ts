/** Which files of a store are archives of published versions, by the documents of its entries. */
import fs from 'node:fs'
import { join, posix } from 'node:path'
import { textOf } from '../formats/json.ts'
import { decodePath } from '../lib/markdown.ts'
import { parseJsonObject, type JsonObject } from '../zoo/json-text.ts'
import type { JsonValue } from '../zoo/entry.ts'

/** Paths in the store; `sums` lists its files. */
export function archivePaths(dir: string, sums: ReadonlyMap<string, string>): Set<string> {
  const found = new Set<string>()
  for (const path of sums.keys()) {
    if (!/^[^/]+\/entry\.json$/.test(path)) continue
    const { value } = parseJsonObject(fs.readFileSync(join(dir, path), 'utf8'), path)
    for (const link of linksOf(value)) found.add(posix.join(posix.dirname(path), decodePath(link)))
  }
  return found
}

function linksOf(entry: JsonObject | null): string[] {
  const versions = objects(entry?.['versions'])
  const files = versions.flatMap(({ downloads, torchHub }) => [
    ...objects(downloads),
    ...objects([torchHub ?? null]),
  ])
  return files.map(({ path }) => textOf(path)).filter((path) => path !== '')
}

function objects(value: JsonValue | undefined): JsonObject[] {
  if (!Array.isArray(value)) return []
  return value.filter(
    (item): item is JsonObject => item !== null && typeof item === 'object' && !Array.isArray(item),
  )
}
