/**
 * The path inside an entry's folder that a card's address means, the address percent-decoded already:
 * `./figures/a.png?raw=true` is `figures/a.png`. Null for an address elsewhere.
 */
export function localPath(source: string): string | null {
  if (/^([a-z][a-z0-9+.-]*:|\/|#)/i.test(source)) return null
  return source.replace(/[?#].*$/s, '').replace(/^(\.\/)+/, '')
}
