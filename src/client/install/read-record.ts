/** Reads the record of a folder. Whoever can write into the folder can write it, so it is bounded and checked like any foreign text. */
import { existsSync, fstatSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { withRegularFile } from '../../lib/files.ts'
import { realPath } from '../../lib/real-path.ts'
import { UserError } from '../../lib/user-error.ts'
import { quote } from '../../zoo/problem.ts'
import { memberPathFault } from '../archive/member-path.ts'
import type { PublishedFile } from '../store/model.ts'
import { RECORD_FILE, type InstalledPart, type InstallRecord } from './record.ts'
import { heal } from './scratch.ts'
import { parseShallow } from './shallow-json.ts'

/** Bytes. */
const LIMIT = 64 * 1024 * 1024
/** The deepest is a field of a file of a part. */
const MAX_DEPTH = 8
const MAX_TEXT = 4096

type Fields = Record<string, unknown>

/** Null where nothing was recorded. @throws UserError where the record is broken or hostile, with what to do */
export function readRecord(dir: string): InstallRecord | null {
  if (!existsSync(dir)) heal(realPath(resolve(dir)))
  const path = join(dir, RECORD_FILE)
  const text = withRegularFile(path, (fd) => {
    if (fstatSync(fd).size > LIMIT) throw unusable(path, 'it has more than 64 MiB')
    return readFileSync(fd, 'utf8')
  })
  return text === null ? null : parseRecord(text, path)
}

/** `path` is what messages call it. */
export function parseRecord(text: string, path: string): InstallRecord {
  const record = parseShallow(text, MAX_DEPTH)
  if (!isFields(record)) throw unusable(path, 'it is no JSON of ours')
  if (record['formatVersion'] !== 1) throw new UserError(ofOtherVersion(path, record['formatVersion']))
  const installed = listOf(record['installed'], parsePart)
  if (installed === null) throw unusable(path, 'something in it is not what it should be')
  return { formatVersion: 1, installed }
}

function parsePart(value: unknown): InstalledPart | null {
  if (!isFields(value)) return null
  const { store, id, version, section, sha256 } = value
  const files = listOf(value['files'], parseFile)
  if (!isText(store) || !isText(id) || !isText(section) || files === null) return null
  if (!(version === null || isText(version)) || !(sha256 === null || isSum(sha256))) return null
  return { store, id, version, section, sha256, files }
}

function parseFile(value: unknown): PublishedFile | null {
  if (!isFields(value)) return null
  const { path, size, sha256 } = value
  if (!isText(path) || memberPathFault(path) !== null || !isSum(sha256)) return null
  return Number.isSafeInteger(size) && (size as number) >= 0 ? { path, size: size as number, sha256 } : null
}

/** Null where it is no list, or one item of it is none. */
function listOf<Item>(value: unknown, parse: (item: unknown) => Item | null): Item[] | null {
  if (!Array.isArray(value)) return null
  const items: Item[] = []
  for (const item of value) {
    const parsed = parse(item)
    if (parsed === null) return null
    items.push(parsed)
  }
  return items
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= MAX_TEXT
}

function isSum(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}

function unusable(path: string, why: string): UserError {
  return new UserError(
    `${path} says what was installed there, but cannot be used: ${why}. Remove that file, and install again: ` +
      'files that lie there already are kept.',
  )
}

function ofOtherVersion(path: string, version: unknown): string {
  return (
    `${path} was written by another release of Zoopress (formatVersion ${quote(version)}, and this one knows 1). ` +
    'Use that release or a newer one, or remove the file and install again.'
  )
}
