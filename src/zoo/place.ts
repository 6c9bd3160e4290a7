/** Something that stands in one line of a file, and problems with it. */
import type { Problem } from './problem.ts'

export interface Place {
  /** Counted from 1. */
  line: number
  /** In UTF-16 units, counted from 1. */
  column: number
  /** As it stands there, quotes included; absent where it is missing, or takes several lines. */
  text?: string
  /** The whole line. */
  source: string
}

export interface Mending {
  /** An error, if absent. */
  severity?: Problem['severity']
  kind?: string
  /** What must stand in the place of the text, where only one thing can be meant. */
  replacement?: string | null | undefined
  /** Lines to paste, where no replacement makes them: undefined, if there are none. */
  paste?: string | undefined
}

/** A problem with what stands at `place`; a replacement gives the line to paste too. */
export function problemAtPlace(
  file: string,
  place: Place,
  message: string,
  { severity = 'error', kind, replacement, paste }: Mending = {},
): Problem {
  const { line, column, text } = place
  const problem: Problem = { file, line, column, message, severity, ...(kind !== undefined && { kind }) }
  if (text !== undefined) problem.text = text
  if (replacement != null && text !== undefined)
    return { ...problem, replacement, paste: withReplacement(place, replacement) }
  return paste === undefined ? problem : { ...problem, paste }
}

/** The whole line with something else in the place of the text. */
export function withReplacement({ source, column, text = '' }: Place, replacement: string): string {
  return source.slice(0, column - 1) + replacement + source.slice(column - 1 + text.length)
}
