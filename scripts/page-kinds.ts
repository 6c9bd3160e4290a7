/** One page of each kind that a store has, found in the store itself, so that a new kind is tested and looked at as soon as there is one. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { listFiles } from '../src/lib/files.ts'

/** Paths below the store's address: '' for the home page, `lenet/`, `404.html`. */
export function pageKinds(dist: string): string[] {
  const kinds = new Map<string, string>()
  for (const file of listPages(dist)) {
    const kind = kindOf(dist, file)
    if (!kinds.has(kind)) kinds.set(kind, file.replace(/(^|\/)index\.html$/, '$1'))
  }
  return [...kinds.values()]
}

/** Files of the store, below its folder. */
export function listPages(dist: string): string[] {
  const paths = listFiles(dist).map(({ path }) => path)
  return paths.filter((path) => path.endsWith('.html'))
}

/** Models and their versions differ by their sections; other pages by the folder in which they lie, and how deep. */
function kindOf(dist: string, file: string): string {
  const kind = ['model', 'version'].find((_, depth) =>
    existsSync(join(dist, dirname(file), '../'.repeat(depth), 'entry.json')),
  )
  if (kind === undefined) return `${file.split('/')[0]} ${file.split('/').length}`
  const sections = readFileSync(join(dist, file), 'utf8').matchAll(/<h2 id="([\w-]+)"/g)
  return `${kind} ${[...sections].map(([, id]) => id).join(' ')}`
}
