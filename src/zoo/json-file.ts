/**
 * JSON files of an entry, read with their limits.
 */
import { findFile, readText, type Folder } from './folder.ts'
import { JSON_LIMIT, parseJsonObject, type JsonObject } from './json-text.ts'
import type { Problem } from './problem.ts'

/** The object in the folder's file, or null: with a problem where the file is there but wrong. */
export function readJsonFile(
  folder: Folder,
  path: string,
): { value: JsonObject | null; problems: Problem[] } {
  if (!findFile(folder, path)) return { value: null, problems: [] }
  const { text, problem } = readText(folder, path, JSON_LIMIT)
  return problem ? { value: null, problems: [problem] } : parseJsonObject(text, `${folder.label}/${path}`)
}
