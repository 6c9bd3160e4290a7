/**
 * The files that NiftyNet reads by Python's ConfigParser: specs of models, and its own config.ini. Reader: the ConfigParser of Python 3 as
 * it comes, strict, with `%(name)s` in values. Trap: a comment needs a line of its own, and a line that is indented more than the key
 * above belongs to that key's value.
 */
import { UserError } from '../../lib/user-error.ts'
import { quote } from '../../zoo/problem.ts'
import { PYTHON_BLANKS, stripBlanks } from './python-blanks.ts'

/** Values as they are written, `%` not yet replaced; keys in lower case. */
export interface PythonConfig {
  /** What stands in `[DEFAULT]`, and counts for every section. */
  defaults: ReadonlyMap<string, string>
  /** In the order of the file. */
  sections: ReadonlyMap<string, ReadonlyMap<string, string>>
}

/** The file is not one that ConfigParser would read. */
export class PythonConfigError extends UserError {
  override name = 'PythonConfigError'
}

/** Bytes; the specs of all known stores have less than two thousand. */
export const CONFIG_LIMIT = 64 * 1024
const MOST_SECTIONS = 200
const MOST_KEYS = 2000
const MOST_PROBLEMS = 20

type Values = Map<string, string[]>

interface Reading {
  defaults: Values
  sections: Map<string, Values>
  section: Values | null
  /** The key that an indented line belongs to. */
  key: string | null
  indent: number
  keys: number
  /** `12: …` */
  problems: string[]
}

/**
 * @param source The file's name or address, for errors.
 * @throws PythonConfigError with everything that is wrong with it.
 */
export function parsePythonConfig(bytes: Uint8Array, source: string): PythonConfig {
  const reading: Reading = {
    defaults: new Map(),
    sections: new Map(),
    section: null,
    key: null,
    indent: 0,
    keys: 0,
    problems: [],
  }
  for (const [index, line] of decode(bytes, source)
    .split(/\r\n|\r|\n/)
    .entries()) {
    const problem = readLine(reading, line)
    if (problem !== null) reading.problems.push(`${source}:${index + 1}: ${problem}`)
    if (reading.problems.length === MOST_PROBLEMS || (problem !== null && reading.section === null)) break
  }
  if (reading.problems.length > 0) throw new PythonConfigError(reading.problems.join('\n'))
  return { defaults: joined(reading.defaults), sections: mapValues(reading.sections, joined) }
}

function decode(bytes: Uint8Array, source: string): string {
  if (bytes.length > CONFIG_LIMIT)
    throw new PythonConfigError(`${source} has more than ${CONFIG_LIMIT} bytes, which no such file needs.`)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new PythonConfigError(`${source} is not text in UTF-8.`)
  }
}

/** Gives what is wrong with the line. */
function readLine(reading: Reading, line: string): string | null {
  const text = stripBlanks(line)
  if (text === '') {
    continueValue(reading, '')
    return null
  }
  if (/^[#;]/.test(text)) return null
  const indent = line.search(NOT_BLANK)
  if (indent > reading.indent && continueValue(reading, text)) return null
  reading.indent = indent
  const header = /^\[(.+)\]/s.exec(text)
  if (header !== null) return beginSection(reading, header[1]!)
  if (reading.section === null)
    return `${quote(text)} stands before the first [section], so this is no spec or settings file.`
  return readSetting(reading, reading.section, text)
}

const NOT_BLANK = new RegExp(`[^${PYTHON_BLANKS}]`)

/** False where there is no value to continue. */
function continueValue({ section, key }: Reading, text: string): boolean {
  const value = key === null ? undefined : section?.get(key)
  value?.push(text)
  return value !== undefined
}

function beginSection(reading: Reading, name: string): string | null {
  const isTwice = reading.sections.has(name)
  const section = name === 'DEFAULT' ? reading.defaults : new Map<string, string[]>()
  reading.section = section
  reading.key = null
  if (isTwice) return `the section ${quote(name)} is there already. Each may be there once.`
  if (name === 'DEFAULT') return null
  reading.sections.set(name, section)
  return reading.sections.size > MOST_SECTIONS ? `there are more than ${MOST_SECTIONS} sections.` : null
}

function readSetting(reading: Reading, section: Values, text: string): string | null {
  const end = text.search(/[=:]/)
  if (end <= 0) return `${quote(text)} is neither "key = value" nor a [section].`
  const key = stripBlanks(text.slice(0, end)).toLowerCase()
  if (section.has(key))
    return `the key ${quote(key)} is there already in this section. Each may be there once.`
  section.set(key, [stripBlanks(text.slice(end + 1))])
  reading.key = key
  reading.keys++
  return reading.keys > MOST_KEYS ? `there are more than ${MOST_KEYS} keys.` : null
}

function joined(values: Values): Map<string, string> {
  return mapValues(values, (lines) => stripBlanks(lines.join('\n'), 'end'))
}

function mapValues<From, To>(map: ReadonlyMap<string, From>, change: (from: From) => To): Map<string, To> {
  return new Map([...map].map(([key, value]) => [key, change(value)]))
}
