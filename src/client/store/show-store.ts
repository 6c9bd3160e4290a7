import { fileURLToPath } from 'node:url'
import { escapeHidden } from '../../zoo/problem.ts'

/** The address of a store, or of something in it, as people read it: of a folder its path, without `file:` and `%20`. Escaped. */
export function showStore(url: string): string {
  return escapeHidden(pathOf(url) ?? url)
}

function pathOf(url: string): string | null {
  try {
    return url.startsWith('file:') ? fileURLToPath(url) : null
  } catch {
    return null
  }
}
