/**
 * URL: /<id>/info.json
 * Reader: NVIDIA DIGITS 5.0, 6.0 and the development version of August 2016; for the store's page and again for the import.
 * Trap: DIGITS imports whatever has the keys, so an entry that is no DIGITS snapshot has neither `framework` nor `snapshot file`.
 */
import type { DigitsSnapshot, JsonValue } from '../zoo/entry.ts'
import type { StoreEntry } from '../store.ts'
import { formatJson, textOf } from './json.ts'

type JsonObject = Record<string, JsonValue>

/** Every entry has one: all of DIGITS' own keys with the entry's title, note and authors; for other entries these three and a way on. */
export function formatDigitsInfo(entry: StoreEntry): string {
  return formatJson(entry.digits === null ? plainInfo(entry) : snapshotInfo(entry, entry.digits))
}

function plainInfo(entry: StoreEntry): JsonObject {
  return {
    name: entry.title,
    note: entry.summary,
    username: authorNames(entry),
    version: entry.version,
    license: entry.license.name,
    entry: 'entry.json',
  }
}

function snapshotInfo(entry: StoreEntry, { info, framework }: DigitsSnapshot): JsonObject {
  return {
    ...info,
    name: entry.title || textOf(info['name']) || entry.id,
    note: note(entry.summary, textOf(info['note'])),
    username: authorNames(entry) || textOf(info['username']),
    framework,
  }
}

/** The snapshot's own note stands where it holds the summary, which then was taken from there and says less. */
function note(summary: string, own: string): string {
  return lettersOf(own).includes(lettersOf(summary)) ? own : summary
}

/** A summary comes without the note's Markdown and line ends, so only letters and digits compare. */
function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '')
}

function authorNames(entry: StoreEntry): string {
  return entry.authors.map((author) => author.name).join(', ')
}
