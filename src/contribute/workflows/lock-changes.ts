/**
 * What a pull request takes out of `zoo.lock/`, or changes there: the build holds the zoo to its lock, and this holds the lock to what it
 * was. Its format is known to src/release; here every JSON may only grow: keys come to objects, items to the end of lists, and what was
 * null or false may become something.
 */
import { quote } from '../../zoo/problem.ts'

const MOST_DEPTH = 32

/** One sentence a fault, in the order of the files. Texts by path; `after` lacks what was deleted. */
export function lockFaults(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  return [...before].flatMap(([path, text]) => {
    const now = after.get(path)
    if (now === undefined)
      return [`${quote(path)} was deleted. Restore it: withdrawn models keep their record.`]
    if (now === text) return []
    const fault = whatShrank(parse(text), parse(now), [])
    return fault === null
      ? []
      : [`${quote(path)}: ${fault} Restore it, and raise the version where files changed.`]
  })
}

/** Undefined: no JSON. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function whatShrank(before: unknown, after: unknown, place: readonly string[]): string | null {
  if (before === null || before === false || before === undefined || place.length > MOST_DEPTH) return null
  if (typeof before !== 'object') return before === after ? null : changed(place)
  if (typeof after !== 'object' || after === null || Array.isArray(before) !== Array.isArray(after))
    return changed(place)
  for (const [key, value] of Object.entries(before)) {
    if (!Object.hasOwn(after, key)) return `${named([...place, key])} was taken out.`
    const fault = whatShrank(value, (after as Record<string, unknown>)[key], [...place, key])
    if (fault !== null) return fault
  }
  return null
}

function changed(place: readonly string[]): string {
  return `${named(place)} was changed.`
}

function named(place: readonly string[]): string {
  return place.length === 0 ? 'It' : quote(place.join('.'))
}
