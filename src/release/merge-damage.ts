/**
 * What a merge that keeps the lines of both sides makes of two records of one version: git is content, and the text is no record any more.
 */
import { quote } from '../zoo/problem.ts'

export interface MergeDamage {
  /** Counted from 1. */
  line: number
  /** Full sentences. */
  message: string
}

/** How formatLockFile begins the lines of a version, of a download and of a file: with what no other line has. */
const OWN = [
  /^(?:, )?\{ "version": "([\d.]{1,60})"/,
  /^ {2}"of": "([\d.]{1,60})", "title"/,
  /^ {4}\{ "of": "([\d.]{1,60})", "section": "[^"]{1,200}"/,
  /^ {6}\{ "of": "([\d.]{1,60})\/[^"]{1,200}", "path": "[^"]{1,1000}"/,
]

/** Of a text that is no record; null: no merge did this. */
export function mergeDamage(text: string): MergeDamage | null {
  const seen = new Set<string>()
  let first = 0
  for (const [index, line] of text.split('\n').entries()) {
    const found = OWN.map((pattern) => pattern.exec(line)).find((match) => match !== null)
    if (found === undefined) continue
    const [start, version = ''] = found
    const key = start.replace(/^, /, '')
    if (seen.has(key)) return { line: index + 1, message: twice(version) }
    seen.add(key)
    if (!start.startsWith('{ "version"')) continue
    if (first > 0) return { line: index + 1, message: FIRST }
    first = index + 1
  }
  return null
}

function twice(version: string): string {
  return (
    `Version ${quote(version)} is recorded twice, with different contents: two branches released it, or one of them completed or withdrew it. ` +
    'Keep the record of the one that was published (git checkout --ours or --theirs, with the name of this file), and for the other raise ' +
    'version in its card and release again.'
  )
}

const FIRST =
  'Two branches each recorded the first version of this entry. Write ", " at the beginning of this line, as before every version but the first.'
