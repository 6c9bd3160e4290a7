/** What a bucket says of each object: its type, and for how long it may be kept. Archives are never said to be encoded: readers would unpack them. */

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  ini: 'text/plain; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  md: 'text/plain; charset=utf-8',
  bib: 'text/plain; charset=utf-8',
  ris: 'application/x-research-info-systems; charset=utf-8',
  cff: 'text/plain; charset=utf-8',
  pub: 'text/plain; charset=utf-8',
  minisig: 'text/plain; charset=utf-8',
  meta4: 'application/metalink4+xml',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
  gz: 'application/gzip',
  zip: 'application/zip',
}

/** By the end of its name. */
export function contentType(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (name.endsWith('SHA256SUMS')) return TYPES['txt']!
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return Object.hasOwn(TYPES, ending) ? TYPES[ending]! : 'application/octet-stream'
}

/** A style sheet or a script whose name changes with its content. */
const HASHED = /^assets\/.*[._-][A-Za-z0-9_-]{8,}\.(?:js|css|woff2)$/

/** `isArchive`: a released file, which never changes. */
export function cacheControl(path: string, isArchive: boolean): string {
  return isArchive || HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'public, max-age=60'
}
