/**
 * Front matter against a schema: every mistake with its line, and everything that is right all the same.
 */
import type { z } from 'zod'
import type { FrontMatter, Path } from './front-matter.ts'
import { certainKey, DOWNLOAD_KEYS, nearestKey } from './keys.ts'
import { problemAtPlace, withReplacement, type Place } from './place.ts'
import { errorAt, escapeHidden, quote, type Problem } from './problem.ts'
import { replacementOf } from './replacements.ts'

type Issue = z.core.$ZodIssue

/** Of a card with thousands of mistakes, nobody reads more than the first. */
const MOST_PROBLEMS = 20

/** Fields of `schema`; a value that is wrong is reported and left out, so that the rest can be checked. */
export function parseFields<Schema extends z.ZodObject>(schema: Schema, front: FrontMatter, file: string) {
  const parsed = schema.safeParse(front.values)
  if (parsed.success) return { fields: parsed.data, problems: [] }
  const issues = withoutFollowOns(parsed.error.issues, front.values)
  const problems = issues.slice(0, MOST_PROBLEMS).flatMap((issue) => issueProblems(issue, front, file))
  if (issues.length > MOST_PROBLEMS) {
    problems.push(
      errorAt(
        file,
        1,
        `There are ${issues.length - MOST_PROBLEMS} more mistakes like these in the front matter.`,
      ),
    )
  }
  return { fields: parseRest(schema, withoutWrong(front.values, parsed.error.issues)), problems }
}

/** A value that the schema rearranged (one author instead of a list) is not found by its path: then its whole key goes. */
function parseRest<Schema extends z.ZodObject>(
  schema: Schema,
  values: Record<string, unknown>,
): z.output<Schema> {
  const parsed = schema.safeParse(values)
  if (parsed.success) return parsed.data
  const wrong = new Set(parsed.error.issues.map(({ path }) => path[0]))
  return schema.parse(Object.fromEntries(Object.entries(values).filter(([key]) => !wrong.has(key))))
}

/** Without unknown keys, sections with a wrong value, and any other top key that holds one. */
function withoutWrong(values: Record<string, unknown>, issues: readonly Issue[]): Record<string, unknown> {
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

/** Without keys that are missing because they were misspelt: the misspelling is reported. */
function withoutFollowOns(issues: readonly Issue[], values: unknown): Issue[] {
  const misspelt = new Set(
    issues.flatMap(({ code, path }) => (code === 'unrecognized_keys' ? [path.join('.')] : [])),
  )
  return issues.filter(({ path }) => {
    return (
      valueAt(values, path) !== undefined || path.length === 0 || !misspelt.has(path.slice(0, -1).join('.'))
    )
  })
}

/** What stands at `path`; undefined: nothing. */
function valueAt(values: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(
    (parent: unknown, key) => (parent as Record<PropertyKey, unknown> | null | undefined)?.[key],
    values,
  )
}

function issueProblems(issue: Issue, front: FrontMatter, file: string): Problem[] {
  const path = issue.path as Path
  if (issue.code !== 'unrecognized_keys') {
    const place = front.placeOf(path)
    const value = valueAt(front.values, path)
    const replacement = place.text === undefined ? null : replacementOf(path, value, place.text)
    const paste = withScheme(path, value, place)
    return [problemAtPlace(file, place, `${pathName(path)}: ${issue.message}`, { replacement, paste })]
  }
  return issue.keys.map((key) => {
    const known = path[0] === 'downloads' ? DOWNLOAD_KEYS : ['name', 'affiliation', 'orcid']
    const nearest = nearestKey(key, known)
    const advice = nearest ? `Did you mean ${nearest}?` : `Known here: ${known.join(', ')}.`
    return problemAtPlace(
      file,
      front.placeOf([...path, key], 'key'),
      `${pathName(path)}: ${quote(key)} is not a known key. ${advice}`,
      { replacement: certainKey(key, known, valueAt(front.values, path)) },
    )
  })
}

/** The line with the address whole. Most hosts have https, but nobody knows it of this one: the person decides. */
function withScheme(path: Path, value: unknown, place: Place): string | undefined {
  const isAddress = ['homepage', 'url'].includes(String(path.at(-1)))
  if (!isAddress || typeof value !== 'string' || place.text === undefined) return undefined
  const isBare = /^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}(?:\/[^\s#"'\\]{0,1000})?$/i.test(value)
  return isBare ? withReplacement(place, `https://${value}`) : undefined
}

/** `downloads.weights.url`, and `authors 1` for the first of a list, as people count. */
function pathName(path: Path): string {
  if (path.length === 0) return 'front matter'
  const names = path.map((key) => (typeof key === 'number' ? ` ${key + 1}` : `.${key}`))
  return escapeHidden(names.join('').replace(/^\./, ''))
}
