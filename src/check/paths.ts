/**
 * Paths of one entry are unique ignoring case: an archive must unpack on disks that do not tell `A.txt` from `a.txt`.
 */
import type { Entry } from '../zoo/entry.ts'
import { nameKey } from '../zoo/name-key.ts'
import type { Problem } from '../zoo/problem.ts'
import type { CheckContext } from './check.ts'
import { sourceFiles } from './source-files.ts'

export function checkPaths(entries: readonly Entry[], { label }: CheckContext): Problem[] {
  return entries.flatMap((entry) => collisions(entry, `${label}/${entry.id}`))
}

function collisions(entry: Entry, folder: string): Problem[] {
  const seen = new Map<string, string>()
  const problems: Problem[] = []
  for (const { from } of sourceFiles(entry)) {
    for (const path of withParents(from)) {
      const key = nameKey(path)
      const first = seen.get(key)
      seen.set(key, first ?? path)
      if (first === undefined || first === path) continue
      const message = `The name differs from ${folder}/${first} only in upper and lower case. Rename one of the two.`
      problems.push({ file: `${folder}/${path}`, message, severity: 'error' })
    }
  }
  return problems
}

function withParents(path: string): string[] {
  const components = path.split('/')
  return components.map((_, index) => components.slice(0, index + 1).join('/'))
}
