/** For a person who mistyped an id. */
import { nearestName } from '../../lib/nearest-name.ts'
import { quote } from '../../zoo/problem.ts'
import { showStore } from './show-store.ts'

const MOST = 3
/** Letters that two ids must have in common to count as near. */
const SHARED = 3

/** Ids that are like `id`, the likest first; at most three. */
export function nearestIds(id: string, ids: Iterable<string>): string[] {
  const known = [...ids]
  const wanted = letters(id)
  const near: { id: string; distance: number }[] = []
  for (const other of known) {
    const distance = distanceOf(wanted, letters(other))
    if (distance !== null) near.push({ id: other, distance })
  }
  near.sort((a, b) => a.distance - b.distance || (a.id < b.id ? -1 : 1))
  const typo = nearestName(id, known)
  const found = [...(typo === null ? [] : [typo]), ...near.map((other) => other.id)]
  return [...new Set(found)].slice(0, MOST)
}

/** The sentences for an id that the store at `url` does not have. */
export function noModel(url: string, id: string, ids: Iterable<string>): string {
  const near = nearestIds(id, ids).map(quote)
  const hint =
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `See what it has: zoopress list ${url}`
  return `${showStore(url)} has no model ${quote(id)}. ${hint}`
}

function letters(id: string): string {
  return id
    .slice(0, 200)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
}

/** Null: they have nothing in common. */
function distanceOf(wanted: string, other: string): number | null {
  if (wanted === other) return 0
  if (wanted.length < SHARED || other.length < SHARED) return null
  if (other.includes(wanted) || wanted.includes(other))
    return 1 + Math.abs(other.length - wanted.length) / 1000
  let shared = 0
  while (shared < wanted.length && wanted[shared] === other[shared]) shared++
  return shared < SHARED ? null : 3 - shared / 200
}
