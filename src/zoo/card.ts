/**
 * A model card's text turned into checked fields. Every problem is collected; none stops the others from being found.
 */
import type { z } from 'zod'
import { cardSchema, type CardFields } from './card-schema.ts'
import type { License, Result } from './entry.ts'
import { parseFrontMatter, type FrontMatter, type Path } from './front-matter.ts'
import { CARD_KEYS, DOWNLOAD_KEYS, nearestKey, unknownKey } from './keys.ts'
import { isLicenseExpression, licenseById, nearestLicense } from './license.ts'
import { parseResults } from './model-index.ts'
import { quote, type Problem } from './problem.ts'

export interface Card {
  /** Fields that were wrong have their defaults here; `problems` then holds an error. */
  fields: CardFields
  /** Null: the card names no licence. */
  license: License | null
  results: Result[]
  /** Untrusted Markdown. */
  body: string
  problems: Problem[]
  /** 1-based line of a value in the front matter. */
  lineOf: (path: Path) => number
}

/** What a licence is read from: in a card, or in one of its sections. */
export interface LicenseFields {
  license: string[]
  license_name: string | null
  license_link: string | null
}

/** `file` is what problems call it. Never throws for what the text holds. */
export function parseCard(text: string, file: string): Card {
  const front = parseFrontMatter(text, file)
  const { fields, problems } = parseFields(cardSchema, front, file)
  const license = readLicense(fields, [], front, file)
  const results = parseResults(front, file)
  return {
    fields,
    license: license.license,
    results: results.results,
    body: front.body,
    problems: [
      ...front.problems,
      ...problems,
      ...keyProblems(front, CARD_KEYS, file),
      ...license.problems,
      ...results.problems,
    ],
    lineOf: front.lineOf,
  }
}

/** Fields of `schema`; a value that is wrong is reported and left out, so that the rest can be checked. */
export function parseFields<Schema extends z.ZodObject>(schema: Schema, front: FrontMatter, file: string) {
  const parsed = schema.safeParse(front.values)
  if (parsed.success) return { fields: parsed.data, problems: [] }
  const { issues } = parsed.error
  return {
    fields: schema.parse(withoutWrong(front.values, issues)),
    problems: issues.filter((issue) => !isFollowOn(issue, issues, front.values)).flatMap((issue) => issueProblems(issue, front, file)),
  }
}

/** Without unknown keys, sections with a wrong value, and any other top key that holds one. */
function withoutWrong(values: Record<string, unknown>, issues: readonly z.core.$ZodIssue[]): Record<string, unknown> {
  const rest = structuredClone(values)
  for (const issue of issues) {
    const [top = '', section] = issue.path as string[]
    if (issue.code === 'unrecognized_keys') for (const key of issue.keys) remove(rest, [...issue.path, key])
    else remove(rest, top === 'downloads' && section !== undefined ? [top, section] : [top])
  }
  return rest
}

/** Removes the value at `path`; one of an earlier issue may have taken it along. */
function remove(values: unknown, [key, ...rest]: PropertyKey[]): void {
  if (typeof values !== 'object' || values === null || key === undefined) return
  if (rest.length === 0) Reflect.deleteProperty(values, key)
  else remove(Reflect.get(values, key), rest)
}

/** A key that is missing because it was misspelt: the misspelling is reported. */
function isFollowOn({ path }: z.core.$ZodIssue, issues: readonly z.core.$ZodIssue[], values: unknown): boolean {
  const value = path.reduce((parent: unknown, key) => (parent as Record<PropertyKey, unknown> | undefined)?.[key], values)
  if (value !== undefined || path.length === 0) return false
  const parent = path.slice(0, -1).join('.')
  return issues.some((other) => other.code === 'unrecognized_keys' && other.path.join('.') === parent)
}

function issueProblems(issue: z.core.$ZodIssue, front: FrontMatter, file: string): Problem[] {
  const path = issue.path as Path
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const known = path[0] === 'downloads' ? DOWNLOAD_KEYS : ['name', 'affiliation', 'orcid']
      const nearest = nearestKey(key, known)
      const advice = nearest ? `Did you mean ${nearest}?` : `Known here: ${known.join(', ')}.`
      return error(file, front.lineOf([...path, key]), `${pathName(path)}: ${quote(key)} is not a known key. ${advice}`)
    })
  }
  return [error(file, front.lineOf(path), `${pathName(path)}: ${issue.message}`)]
}

/** Unknown keys at the top of the front matter. */
export function keyProblems(front: FrontMatter, known: readonly string[], file: string): Problem[] {
  return Object.keys(front.values).flatMap((key): Problem[] => {
    const unknown = unknownKey(key, known)
    if (!unknown) return []
    const line = front.lineOf([key])
    return unknown.nearest
      ? [error(file, line, `${quote(key)} is not a known key. Did you mean ${unknown.nearest}?`)]
      : [{ file, line, message: `${quote(key)} is not a known key; it is passed over.`, severity: 'warning' }]
  })
}

/** The licence of a card or of one of its sections (`path` leads to it); null where none is named. */
export function readLicense(
  fields: LicenseFields,
  path: Path,
  front: Pick<FrontMatter, 'lineOf'>,
  file: string,
): { license: License | null; problems: Problem[] } {
  const problems = fields.license
    .filter((id) => licenseById(id) === null && id.toLowerCase() !== 'other' && !isLicenseExpression(id))
    .map((id) => error(file, front.lineOf([...path, 'license']), `license: ${quote(id)} is ${unknownLicense(id)}`))
  if (fields.license.length === 0 || problems.length > 0) return { license: null, problems }
  return { license: toLicense(fields), problems }
}

function unknownLicense(id: string): string {
  const nearest = nearestLicense(id)
  const guess = nearest ? ` Did you mean ${nearest}?` : ''
  return `not an SPDX id.${guess} For a licence without an id write "other" with license_name and license_link.`
}

function toLicense({ license: ids, license_name: name, license_link: link }: LicenseFields): License {
  const url = link && URL.canParse(link) && /^https?:/.test(link) ? new URL(link).href : null
  const known = ids.length === 1 ? licenseById(ids[0]!) : null
  if (known) return { ...known, name: name ?? known.name, url: url ?? known.url }
  const several = ids.join('').toLowerCase() === 'other' ? null : ids.map((id) => licenseById(id)?.name ?? id).join(', ')
  return { id: 'other', name: name ?? several ?? 'Other, see the card', url }
}

function pathName(path: Path): string {
  return path.length === 0 ? 'front matter' : path.map((key) => String(key)).join('.')
}

function error(file: string, line: number, message: string): Problem {
  return { file, line, message, severity: 'error' }
}
