/** What to change on a host, for each check that is not good: in general, and as lines of its server's settings out of `hosting/`. */
import type { Host } from '../zoo/card-schema.ts'
import type { Check, CheckName } from './check.ts'

interface Change {
  /** A full sentence. */
  say: string
  /** The line of the server's settings, or what to do instead on a host that has none. */
  lines?: Partial<Record<Host, string>>
}

const OWN_FILE: Partial<Record<Host, string>> = {
  nginx: 'all of hosting/nginx.conf',
  apache: 'all of hosting/apache.conf, or of hosting/htaccess',
  caddy: 'all of hosting/Caddyfile',
}
const PLAIN: Partial<Record<Host, string>> = {
  nginx: 'gzip_types without application/gzip, application/zip and text/plain',
  apache: 'SetEnvIf Request_URI "\\.(tar\\.gz|zip|txt)$" no-gzip',
  caddy: '@compressed path */ *.html *.css *.js *.json *.xml',
}
const HEADERS: Partial<Record<Host, string>> = {
  ...{ nginx: 'its add_header lines', apache: 'its Header lines', caddy: 'its header lines' },
  'github-pages': 'nothing can be changed: Pages sends no headers of its users',
}

const CHANGES: Partial<Record<CheckName, Change>> = {
  certificate: { say: 'Renew the certificate, and send the certificates between it and its root too.' },
  archive: { say: 'Publish the store again, archives before pages.' },
  length: {
    say: 'Send archives with Content-Length: as files, not made or compressed on the way.',
    lines: PLAIN,
  },
  'own-length': {
    say: 'Send archives with Content-Length: as files, not made or compressed on the way.',
    lines: PLAIN,
  },
  catalogue: {
    say: 'Let everybody read the store: clients send no name and no password.',
    lines: { s3: 'hosting/s3-bucket-policy.json' },
  },
  head: { say: 'Answer HEAD as GET is answered.' },
  plain: {
    say: 'Send archives as they are, without Content-Encoding.',
    lines: { ...PLAIN, apache: 'RemoveEncoding .gz .tgz' },
  },
  range: {
    say: 'Serve ranges.',
    lines: {
      python: '"npm run serve", or a server of hosting/; until then say host: python in zoo/README.md',
    },
  },
  'if-range': { say: 'Obey If-Range, or downloads of a file that was replaced are broken ones.' },
  validator: { say: 'Send strong ETags.', lines: { nginx: 'etag on;', apache: 'FileETag MTime Size' } },
  missing: {
    say: 'Answer 404 for what is not there, never a page with status 200 or a redirect.',
    lines: {
      nginx: 'error_page 404 /404.html;   (without "=200", and no try_files … /index.html)',
      apache: 'ErrorDocument 404 /404.html',
      caddy: 'handle_errors { rewrite * /404.html … }   (no try_files … /index.html)',
      s3: 'hosting/s3-website.json, and no rule of the CDN that turns 403 or 404 into 200',
    },
  },
  'missing-length': {
    say: 'Send the page of a missing file uncompressed, with its length.',
    lines: {
      nginx: 'location ~ /404\\.html$ { gzip off; }',
      apache: 'SetEnvIf Request_URI "/404\\.html$" no-gzip',
    },
  },
  address: { say: 'Build the store for the address that people use: STORE_URL=… npm run build.' },
  digits: {
    say: 'Publish the store again: master.json and info.json of each of its children must be there.',
  },
  'digits-length': {
    say: 'Send what DIGITS fetches with Content-Length: no compression of text.',
    lines: PLAIN,
  },
  home: { say: 'Publish the front page of the build as it is.' },
  page: {
    say: 'Serve index.html for a folder.',
    lines: { nginx: 'index index.html;', apache: 'DirectoryIndex index.html' },
  },
  types: {
    say: 'Send the types that hosting/ names.',
    lines: {
      nginx: 'its block "types", all of it: a shorter one takes away those of nginx',
      apache: 'AddType "text/plain; charset=utf-8" .ini',
      caddy: 'header @text Content-Type "text/plain; charset=utf-8"',
    },
  },
  slash: { say: 'Lead from a folder without its slash to the folder, on the same host.' },
  case: { say: 'Serve from a disk that tells case apart, or mind the case of every name that you publish.' },
  policy: { say: 'Send Content-Security-Policy and X-Content-Type-Options.', lines: HEADERS },
  cache: {
    say: 'Let archives be kept for good, documents for minutes, and missing files not at all.',
    lines: HEADERS,
  },
}

const SPEC: Change = { say: 'Publish the store again, with all of raw/.' }

export interface Wanted {
  check: CheckName
  say: string
  /** Null: no line is known for the server, or the server is not known. */
  line: string | null
}

/** For what is bad or poor, the bad first; the same advice only once. */
export function changesFor(checks: readonly Check[], server: Host | null): Wanted[] {
  const sick = [
    ...checks.filter(({ state }) => state === 'bad'),
    ...checks.filter(({ state }) => state === 'poor'),
  ]
  const wanted = sick.flatMap(({ name }): Wanted[] => {
    const change = name.startsWith('spec-') ? SPEC : CHANGES[name]
    if (change === undefined) return []
    const line = server === null ? null : (change.lines?.[server] ?? null)
    return [{ check: name, say: change.say, line }]
  })
  return wanted.filter(({ say }, at) => wanted.findIndex((other) => other.say === say) === at)
}

/** The file of `hosting/` that has all of it; null: none is made for that server. */
export function fileFor(server: Host | null): string | null {
  return server === null ? null : (OWN_FILE[server] ?? null)
}
