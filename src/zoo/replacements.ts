/**
 * What must stand in the place of a wrong value of front matter, where only one thing can be meant. `check` shows it as a line to paste,
 * and `check --fix` writes it.
 */
import { HOSTS } from './card-schema.ts'
import { isDay } from './day.ts'
import { DESTINATIONS } from './entry.ts'
import type { Path } from './located-yaml.ts'
import { isOrcid } from './orcid.ts'

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

/** By the last key that leads to the value. `source` is how it stands in the file. */
const RULES: Record<string, (value: string, source: string) => string | null> = {
  version: (value, source) => quoted(versionOf(withoutMarks(/^["']/.test(source) ? value : source))),
  date_released: dayOf,
  // What is typed without dashes is read as a number, its first digits lost.
  orcid: (value, source) => orcidOf(value) ?? orcidOf(source),
  doi: doiOf,
  size: sizeOf,
  sha256: (value) => /^sha256[:-]([0-9a-f]{64})$/i.exec(value)?.[1] ?? null,
  destination: (value) => sameButCase(value, DESTINATIONS),
  host: (value) => sameButCase(value, HOSTS),
  accent: (value) => quoted(/^(?:[\da-f]{3}|[\da-f]{6})$/i.test(value) ? `#${value}` : null),
  mirrors: (value, source) => (/^https?:\/\/[^\s,[\]{}#"']{1,2000}$/.test(value) ? `[${source}]` : null),
}

/** Null: it takes a person to tell what is meant. */
export function replacementOf(path: Path, value: unknown, source: string): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const key = String(path.at(-1))
  return Object.hasOwn(RULES, key) ? RULES[key]!(String(value).trim(), source) : null
}

function quoted(text: string | null): string | null {
  return text === null ? null : `"${text}"`
}

/** Numbers as they were typed, `v` before them left out. */
function versionOf(text: string): string | null {
  return /^v?(\d{1,9}(?:\.\d{1,9}){0,5})$/i.exec(text)?.[1] ?? null
}

/** Quotes of print, which word processors make. */
function withoutMarks(text: string): string {
  return text.replace(/^[“”„«‘’]([^“”„«»‘’]*)[“”»‘’]$/, '$1')
}

/** Bytes with signs between groups of three digits. One group alone may be a fraction. */
function sizeOf(text: string): string | null {
  const digits = /^(.*\d) ?(?:b|bytes?)?$/i.exec(text)?.[1] ?? ''
  if (/^\d{1,15}$/.test(digits)) return digits
  const [, first, mark, rest = ''] = /^(\d{1,3})([ _,.'])(\d{3}(?:[ _,.']\d{3}){0,3})$/.exec(digits) ?? []
  const groups = rest.split(mark ?? ' ')
  const isSure =
    groups.every((group) => group.length === 3) && (groups.length > 1 || /[ _']/.test(mark ?? ''))
  return first !== undefined && isSure ? String(Number(first + groups.join(''))) : null
}

/** Year first, or with a month that has a name, or with a day that is no month. */
function dayOf(text: string): string | null {
  const [, year, month, day] =
    /^(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})$/.exec(text) ?? named(text) ?? byDay(text) ?? []
  if (year === undefined || month === undefined || day === undefined) return null
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(iso) ? iso : null
}

/** `20 November 2026`, `Nov 20, 2026`. */
function named(text: string): string[] | null {
  const [, day, name, year] = /^(\d{1,2})\.?[ -]([a-z]{3,9})\.?[ ,-]{1,2}(\d{4})$/i.exec(text) ?? []
  const [, nameFirst, dayNext, yearLast] = /^([a-z]{3,9})\.? (\d{1,2}),? (\d{4})$/i.exec(text) ?? []
  const month = MONTHS.indexOf((name ?? nameFirst ?? '').slice(0, 3).toLowerCase()) + 1
  if (month === 0 || !isMonth((name ?? nameFirst)!, month)) return null
  return [text, year ?? yearLast!, String(month), day ?? dayNext!]
}

function isMonth(name: string, month: number): boolean {
  const full = 'january february march april may june july august september october november december'
  return full.split(' ')[month - 1]!.startsWith(name.toLowerCase())
}

/** `20.11.2026`, `11/20/2026`: one of the two cannot be a month. */
function byDay(text: string): string[] | null {
  const [, one, two, year] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text) ?? []
  if (one === undefined || two === undefined || year === undefined) return null
  if (Number(one) > 12 && Number(two) <= 12) return [text, year, two, one]
  return Number(two) > 12 && Number(one) <= 12 ? [text, year, one, two] : null
}

function orcidOf(text: string): string | null {
  const [, a, b, c, d] =
    /^(?:(?:https?:\/\/)?(?:www\.)?orcid\.org\/|orcid:? ?)?(\d{4})[- ]?(\d{4})[- ]?(\d{4})[- ]?(\d{3}[\dX])\/?$/i.exec(
      text,
    ) ?? []
  const orcid = `${a}-${b}-${c}-${d?.toUpperCase()}`
  return isOrcid(orcid) ? orcid : null
}

function doiOf(text: string): string | null {
  const doi =
    /^(?:https?:\/\/)?(?:(?:dx\.|www\.)?doi\.org\/|doi[: ] ?)(10\.\d{4,9}\/[\w.()/;<>+-]{1,200})$/i.exec(
      text,
    )?.[1]
  return doi ?? null
}

function sameButCase(value: string, known: readonly string[]): string | null {
  return known.find((name) => name.toLowerCase() === value.toLowerCase()) ?? null
}
