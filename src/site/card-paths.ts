/** Paths as cards write them, and as pages link them. */
import { encodePath } from '../formats/addresses.ts'

/** Address of a path of the store (`<id>/media/a.png`), relative to the page at `/<id>/`. */
export function below(id: string, path: string): string {
  return path.startsWith(`${id}/`) ? encodePath(path.slice(id.length + 1)) : `../${encodePath(path)}`
}
