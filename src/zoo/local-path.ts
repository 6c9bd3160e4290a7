import { decodePath } from '../lib/markdown.ts'

/**
 * The path inside an entry's folder that an address in its card means: `./figures/my%20map.png?raw=true` is
 * `figures/my map.png`. Null for an address elsewhere or on the page itself.
 */
export function localPath(address: string): string | null {
  if (/^([a-z][a-z0-9+.-]*:|\/|#)/i.test(address)) return null
  return decodePath(address.replace(/[?#].*$/s, '')).replace(/^(\.\/)+/, '')
}
