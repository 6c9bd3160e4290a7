import { fileURLToPath } from 'node:url'

/** The address of a store, or of something in it, as people read it: of a folder its path, without `file:` and `%20`. */
export function showStore(url: string): string {
  if (!url.startsWith('file:')) return url
  try {
    return fileURLToPath(url)
  } catch {
    return url
  }
}
