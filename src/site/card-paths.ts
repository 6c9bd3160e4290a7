/** Paths as cards write them, and as pages link them. */
import { encodePath } from '../formats/addresses.ts'
import { decodePath } from '../lib/markdown.ts'

/** The path of a link as a file's name: without `./`, query, fragment and percent signs. */
export function bare(path: string): string {
  return decodePath(path.replace(/[?#].*$/s, '')).replace(/^(\.\/)+/, '')
}

/** Address of a path of the store (`<id>/media/a.png`), relative to the page at `/<id>/`. */
export function below(id: string, path: string): string {
  return path.startsWith(`${id}/`) ? encodePath(path.slice(id.length + 1)) : `../${encodePath(path)}`
}
