/**
 * A store's SHA256SUMS as a stranger may have written it: no line of it may lead out of the store, or mean two things.
 */
import { errorAt, quote, type Problem } from '../zoo/problem.ts'
import { SIGNATURE_FILE, SUMS_FILE } from '../lib/foreign.ts'

/** SHA-256 in lower-case hex, by path. */
export type Sums = ReadonlyMap<string, string>

/** Bytes. A line has about 120, so this is a store of half a million files. */
export const SUMS_LIMIT = 64 * 1024 * 1024
const LONGEST_PATH = 1024

/** Of a list that is wrong throughout, nobody reads more than the first; a hostile one has tens of millions. */
const MOST_PROBLEMS = 100

/** What the list says, without the lines that are wrong; `file` is what problems call it. */
export function parseSums(bytes: Uint8Array, file: string): { sums: Sums; problems: Problem[] } {
  const sums = new Map<string, string>()
  const problems: Problem[] = []
  const keys = new Map<string, string>()
  let wrong = 0
  let number = 0
  let isList = false
  for (const line of linesOf(new TextDecoder().decode(bytes))) {
    number++
    const [, sha256, path] = /^([0-9a-f]{64}) [ *](.+)$/s.exec(line) ?? []
    const fault = sha256 === undefined ? NO_LINE : (pathFault(path!) ?? twice(path!, keys))
    if (fault === null) sums.set(path!, sha256!)
    else if (++wrong <= MOST_PROBLEMS) problems.push(errorAt(file, number, fault))
    isList ||= fault !== NO_LINE
  }
  if (!isList) return { sums, problems: [errorAt(file, 1, NO_LIST)] }
  if (wrong > MOST_PROBLEMS) problems.push(errorAt(file, number, more(wrong - MOST_PROBLEMS)))
  return { sums, problems }
}

/** One after the other: an array of all of them would take many times the memory of the text. */
function* linesOf(text: string): Generator<string> {
  let start = 0
  do {
    const found = text.indexOf('\n', start)
    const end = found === -1 ? text.length : found
    yield text.slice(start, end)
    start = end + 1
  } while (start < text.length)
}

const NO_LIST =
  'This is no list of a store: no line of it is 64 lower-case hexadecimal digits, two blanks, a path. Is this where the store lies? If so, publish it again.'
const NO_LINE =
  'This is not a line of SHA256SUMS: 64 lower-case hexadecimal digits, two blanks, a path. Publish the store again.'

function more(count: number): string {
  return `Up to here, ${count} more lines of the list are wrong. Publish the store again.`
}

/** What is wrong with a path that must lie in the store; null: nothing. */
export function pathFault(path: string): string | null {
  const fault = pathEnding(path)
  return fault === null
    ? null
    : `The path ${quote(path)} ${fault} It is not looked at. Publish the store again.`
}

function pathEnding(path: string): string | null {
  if (path.length > LONGEST_PATH) return `is longer than ${LONGEST_PATH} characters.`
  // U+FFFD stands for bytes that are not UTF-8.
  if (/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\uFFFD]/u.test(path)) return 'holds characters that are not to be seen.'
  if (path.includes('\\') || /^[A-Za-z]:/.test(path)) return 'is one of Windows.'
  if (path.startsWith('/')) return 'leads out of the store.'
  if (path.split('/').some((name) => name === '..')) return 'leads out of the store.'
  if (path.split('/').some((name) => name === '' || name === '.')) return 'is not written the shortest way.'
  if (path === SUMS_FILE || path === SIGNATURE_FILE) return 'cannot be listed: the list comes before it.'
  return null
}

/** Names that some disk takes for one are one: the second of them is refused. */
function twice(path: string, keys: Map<string, string>): string | null {
  const key = path.normalize('NFKC').toLowerCase()
  const first = keys.get(key)
  keys.set(key, first ?? path)
  if (first === undefined) return null
  return first === path
    ? `The path ${quote(path)} is listed twice. Publish the store again.`
    : `The paths ${quote(first)} and ${quote(path)} are one on some disks. Publish the store again.`
}
