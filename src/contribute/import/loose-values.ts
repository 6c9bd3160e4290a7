/**
 * Values of foreign metadata, which hold texts where lists are meant, numbers where texts are meant, and nothing where something is
 * meant. Whatever does not fit is nothing.
 */
import { oneLine } from '../../zoo/text.ts'

/** More than any real list of authors, tags or references. */
const MOST_ITEMS = 500
/** Characters of one line. */
const LONGEST_LINE = 2000
/** Those that `textFault` and `proseFault` refuse, but for tabs and line ends. */
const UNWANTED =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200b\ufeff]/gu

export type Loose = Readonly<Record<string, unknown>>

/** The object itself; an empty one for anything else. */
export function record(value: unknown): Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {}
}

/** The items of a list; one thing is a list of one, and nothing an empty one. */
export function list(value: unknown): unknown[] {
  if (value === null || value === undefined || value === '') return []
  return (Array.isArray(value) ? (value as unknown[]) : [value]).slice(0, MOST_ITEMS)
}

/** One line without hidden characters; null where there is no text in it. */
export function line(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') return null
  return oneLine(cleanText(value)).slice(0, LONGEST_LINE).toWellFormed() || null
}

/** The first of some values that is a line. */
export function firstLine(...values: unknown[]): string | null {
  return values.map(line).find((text) => text !== null) ?? null
}

/** The lines of a list, those of `name: …` among them, each once. */
export function lines(value: unknown): string[] {
  const texts = list(value).map((item) => line(item) ?? firstLine(record(item)['name'], record(item)['text']))
  return [...new Set(texts.filter((text) => text !== null))]
}

/** Text of several lines without hidden characters; empty for anything but text. */
export function paragraphs(value: unknown): string {
  return typeof value === 'string' ? cleanText(value).trim() : ''
}

/** Line ends as `\n`, no character that is invisible or that a terminal obeys. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(UNWANTED, '')
}

/** Plain dotted numbers; null for every other kind of version. */
export function plainVersion(value: unknown): string | null {
  const text = line(value)?.replace(/^v(?=\d)/i, '') ?? ''
  return /^\d{1,9}(\.\d{1,9}){0,5}$/.test(text) ? text : null
}
