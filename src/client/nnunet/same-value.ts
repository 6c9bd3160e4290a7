import type { Value } from '../../inspect/pickle/value.ts'

/** True where two pickles would give the same. Without recursion, and each pair once: shared values nest without bound. */
export function isSame(one: Value, other: Value): boolean {
  const left: [unknown, unknown][] = [[one, other]]
  const seen = new Map<unknown, unknown>()
  for (let pair = left.pop(); pair !== undefined; pair = left.pop()) {
    const [a, b] = pair
    if (Object.is(a, b) || (seen.has(a) && seen.get(a) === b)) continue
    const parts = partsOf(a)
    const others = partsOf(b)
    if (parts === null || others?.length !== parts.length) return false
    seen.set(a, b)
    for (const [index, part] of parts.entries()) left.push([part, others[index]])
  }
  return true
}

/** Keys and values in turn, whatever holds them; null: nothing is in it. */
function partsOf(value: unknown): unknown[] | null {
  if (typeof value !== 'object' || value === null) return null
  if (Buffer.isBuffer(value)) return [value.toString('latin1')]
  if (value instanceof Map) return [...value.entries()].flat() as unknown[]
  return Array.isArray(value) ? (value as unknown[]) : (Object.entries(value).flat() as unknown[])
}
