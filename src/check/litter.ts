/**
 * What systems and programs leave in folders without being asked. It does no harm, so it is a warning; hidden files are refused by name.
 */
import type { Entry } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'
import type { CheckContext } from './check.ts'
import { sourceFiles } from './source-files.ts'

const LITTER: readonly (readonly [RegExp, string])[] = [
  [/^(.*\/)?__pycache__(?=\/)/, 'Python keeps compiled code here, and runs it in place of the source'],
  [/^.*\.py[co]$/i, 'This is compiled Python code, which runs in place of the source'],
  [/^(.*\/)?(ehthumbs|thumbs)\.db$/i, 'Windows keeps small pictures of its neighbours here'],
  [/^(.*\/)?desktop\.ini$/i, 'Windows keeps the look of the folder here'],
  [/^(.*\/)?__MACOSX(?=\/)/, 'macOS keeps notes about other files here'],
]

export function checkLitter(entries: readonly Entry[], { label }: CheckContext): Problem[] {
  return entries.flatMap((entry) =>
    [...litterOf(entry)].map(([path, what]): Problem => {
      const message = `${what}. It would be published: remove it, unless it is meant to be there.`
      return { file: `${label}/${entry.id}/${path}`, kind: 'litter', message, severity: 'warning' }
    }),
  )
}

/** Of a folder, the folder alone. */
function litterOf(entry: Entry): Map<string, string> {
  const found = new Map<string, string>()
  for (const { from } of sourceFiles(entry)) {
    for (const [pattern, what] of LITTER) {
      const path = pattern.exec(from)?.[0]
      if (path === undefined) continue
      found.set(path, what)
      break
    }
  }
  return found
}
