/**
 * Ids are unique ignoring case: a store must unpack on disks that do not tell `Liver` from `liver`.
 */
import { nameKey } from '../zoo/name-key.ts'
import type { Problem } from '../zoo/problem.ts'
import type { CheckContext, Named } from './check.ts'

export function checkIds(entries: readonly Named[], { label }: Pick<CheckContext, 'label'>): Problem[] {
  const seen = new Map<string, string>()
  return entries.flatMap(({ id }): Problem[] => {
    const key = nameKey(id)
    const first = seen.get(key)
    seen.set(key, first ?? id)
    if (first === undefined) return []
    const message = `The name differs from ${label}/${first} only in upper and lower case. Rename one of the two.`
    return [{ file: `${label}/${id}`, message, severity: 'error' }]
  })
}
