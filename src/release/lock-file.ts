/**
 * `zoo.lock/<id>.json`: what was published of an entry, version by version, which nothing may change any more.
 *
 * The file is JSON with one released file a line, written so that git merges two branches that each append a version (`merge=union`
 * in `zoo.lock/.gitattributes`): every line of a version names the version, so that no line of one is a line of another, a version begins with
 * the comma that parts it from the last, and what follows the first line of a version stays as it is when the version is yanked.
 */
import type { FileDigest, ReleasedDownload, ReleasedVersion } from '../store.ts'
import { parseJsonObject } from '../zoo/json-text.ts'
import { errorAt, type Problem } from '../zoo/problem.ts'
import { lineOfJson } from './json-line.ts'
import { lockFaults } from './lock-faults.ts'
import { lockSchema, type LockFields } from './lock-schema.ts'
import { compareVersions } from './version-order.ts'

export interface LockFile {
  id: string
  /** Oldest first; never empty. */
  versions: ReleasedVersion[]
}

/** Bytes; a version of 20,000 files takes 4 MB. */
export const LOCK_LIMIT = 64 * 1024 * 1024

/** Of a file with thousands of mistakes, nobody reads more than the first. */
const MOST_PROBLEMS = 20

/** The text of the file; the same for the same record. */
export function formatLockFile({ id, versions }: LockFile): string {
  const blocks = versions.toSorted(byVersion).map(formatVersion)
  return `{\n"formatVersion": 1,\n"id": ${JSON.stringify(id)},\n"versions": [\n${blocks.join('\n, ')}\n]\n}\n`
}

function formatVersion({
  version,
  date,
  yanked,
  title,
  license,
  results,
  downloads,
  ...single
}: ReleasedVersion): string {
  // Not in lines of their own: a release of the next version, on another branch, would meet one that is added behind the last.
  const facts = spaced({ of: version, title, license, results, ...plainSingle(single) })
  const lines = downloads.map((download) => formatDownload(version, download))
  return `${spaced({ version, date, yanked }, ',')}\n  ${facts.slice(2, -2)}, "downloads": ${list(lines, '    ')} }`
}

function formatDownload(version: string, { files, ...download }: ReleasedDownload): string {
  const { section, path, url, size, sha256 } = download
  const facts = spaced({ of: version, section, path, url, size, sha256 }).slice(0, -2)
  const of = `${version}/${section}`
  const lines = files?.map(({ path, size, sha256 }) => spaced({ of, path, size, sha256 }))
  return `${facts}, "files": ${lines === undefined ? 'null' : list(lines, '      ')} }`
}

/** An object on one line; with `end` in the place of its closing brace it goes on in the next. */
function spaced(object: object, end = ' }'): string {
  const parts = Object.entries(object).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  )
  return `{ ${parts.join(', ')}${end}`
}

function list(lines: readonly string[], indent: string): string {
  return lines.length === 0 ? '[]' : `[\n${lines.map((line) => indent + line).join(',\n')} ]`
}

/** The record in a text; null, and why, where it holds none. `id` is what the file is named for, `file` what problems call it. */
export function parseLockFile(
  text: string,
  { id, file }: { id: string; file: string },
): { lock: LockFile | null; problems: Problem[] } {
  const conflict = text.split('\n').findIndex((line) => /^(?:<{7}|={7}|>{7})(?: |$)/.test(line))
  if (conflict >= 0) return refuse([errorAt(file, conflict + 1, CONFLICT)])
  const { value, problems } = parseJsonObject(text, file)
  if (value === null || problems.length > 0) return refuse(problems)
  const parsed = lockSchema.safeParse(value)
  const faults = parsed.success
    ? lockFaults(parsed.data, id)
    : parsed.error.issues.map(({ path, message }) => ({ path, message: named(path, message) }))
  if (faults.length > 0 || !parsed.success) {
    const found = faults.slice(0, MOST_PROBLEMS)
    return refuse(
      found.map(({ path, message }) => errorAt(file, lineOfJson(text, path), `${message} ${RESTORE}`)),
    )
  }
  return { lock: toLock(parsed.data), problems: [] }
}

const CONFLICT =
  'The file holds marks of a merge that git could not finish. Keep the versions of both sides, each with all of its lines, and take the marks out.'
const RESTORE = 'Only npm run release writes this file: restore it with git.'

function named(path: readonly PropertyKey[], message: string): string {
  const key = path.findLast((part) => typeof part === 'string')
  return key === undefined ? message : `${key}: ${message}`
}

/** The record without the marks of its lines. */
function toLock({ id, versions }: LockFields): LockFile {
  const plain = versions.map(({ version, date, yanked, title, license, results, downloads, ...single }) => {
    const facts = { version, date, yanked, title, license, results, downloads: downloads.map(toDownload) }
    return { ...facts, ...plainSingle(single) }
  })
  return { id, versions: plain.sort(byVersion) }
}

/** Files beside the archives, in one order of keys and without those that there are not. */
function plainSingle({
  torchHub,
  monai,
}: Pick<LockFields['versions'][number], 'torchHub' | 'monai'>): Pick<ReleasedVersion, 'torchHub' | 'monai'> {
  const digest = ({ path, size, sha256 }: FileDigest): FileDigest => ({ path, size, sha256 })
  return {
    ...(torchHub && { torchHub: digest(torchHub) }),
    ...(monai && {
      monai: { name: monai.name, section: monai.section, ...digest(monai), sha1: monai.sha1 },
    }),
  }
}

function toDownload(download: LockFields['versions'][number]['downloads'][number]): ReleasedDownload {
  const { section, path, url, size, sha256, files } = download
  const plain = files?.map((file) => ({ path: file.path, size: file.size, sha256: file.sha256 })) ?? null
  return { section, path, url, size, sha256, files: plain }
}

function byVersion(a: ReleasedVersion, b: ReleasedVersion): number {
  return compareVersions(a.version, b.version)
}

function refuse(problems: Problem[]): { lock: null; problems: Problem[] } {
  return { lock: null, problems }
}
