/** Real files of a published store, as its own documents name them: what the probes are tried on. Everything read here is a stranger's. */
import { encodePath } from '../formats/addresses.ts'
import { isRelease } from '../lib/artifact-path.ts'
import { pathFault } from '../verify-store/parse-sums.ts'

export interface Archive {
  path: string
  size: number
  id: string
  version: string
  name: string
}

/** What a store's documents say that is worth asking about. Paths are below the store, encoded. */
export interface StoreFiles {
  /** Models in the catalogue. */
  models: number
  /** Names of clients that the catalogue gives for at least one entry. */
  clients: ReadonlySet<string>
  /** An archive that lies in the store. */
  archive: Archive | null
  /** Where the store has its archives apart, and one of them, by its path there; null: they are in the store. */
  apart: { address: URL; archive: Archive; isFlat: boolean } | null
  /** An entry, to look at its page. */
  anyId: string | null
  /** Hosts of files that lie elsewhere, sorted; at most three. */
  elsewhere: string[]
  /** An entry that NiftyNet can read. */
  niftynetId: string | null
  digitsId: string | null
  /** A `.txt` that is sent as those are that DIGITS fetches. */
  digitsText: string | null
  /** A file of weights or of a network that DIGITS fetches. */
  digitsFile: string | null
  style: string | null
  script: string | null
  /** False where the store lists no file that begins with a dot. */
  hasDotFile: boolean
}

export const CATALOGUE_LIMIT = 16 * 1024 * 1024
export const SUMS_HEAD = 1024 * 1024
const MOST_ENTRIES = 100_000
const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/
const ARCHIVE = /^([^/]+)\/([^/]+)\/([^/]+(?:\.tar\.gz|\.zip))$/
/** At a release, which has no folders. */
const FLAT_ARCHIVE = /^()()([^/]+(?:\.tar\.gz|\.zip))$/

interface Row {
  id: string
  clients: string[]
  downloads: { path: string | null; url: string | null; size: number }[]
}

/** Null: this is no catalogue. `sums` is the beginning of SHA256SUMS, or empty. */
export function readStoreFiles(catalogue: Buffer, sums: Buffer): StoreFiles | null {
  const rows = readRows(catalogue)
  if (rows === null) return null
  const listed = listedPaths(sums)
  const clients = new Set(rows.flatMap((row) => row.clients))
  const digitsId = idFor(rows, 'digits')
  return {
    ...{ models: rows.length, clients, digitsId },
    archive: anArchive(rows),
    apart: archiveApart(catalogue, rows),
    anyId: rows[0]?.id ?? null,
    elsewhere: hostsOf(rows),
    niftynetId: idFor(rows, 'niftynet'),
    digitsText: digitsId === null ? null : aText(listed, digitsId),
    digitsFile: find(listed, (path) => digitsId !== null && isLoose(path, digitsId)),
    style: find(listed, (path) => /^assets\/[^/]+\.css$/.test(path)),
    script: find(listed, (path) => /^assets\/[^/]+\.js$/.test(path)),
    hasDotFile: listed.includes('.nojekyll'),
  }
}

function readRows(catalogue: Buffer): Row[] | null {
  let value: unknown
  try {
    value = JSON.parse(catalogue.toString('utf8'))
  } catch {
    return null
  }
  const { formatVersion, entries } = asRecord(value)
  if (formatVersion !== 1 || !Array.isArray(entries)) return null
  return entries.slice(0, MOST_ENTRIES).flatMap(readRow)
}

function readRow(value: unknown): Row[] {
  const { id, clients, downloads } = asRecord(value)
  if (typeof id !== 'string' || !ID.test(id)) return []
  const names = asList(clients).filter((name) => typeof name === 'string')
  return [{ id, clients: names, downloads: asList(downloads).map(asRecord).map(readDownload) }]
}

function readDownload({ path, url, size }: Record<string, unknown>): Row['downloads'][number] {
  const isSafe = typeof path === 'string' && pathFault(path) === null && isBelow(path)
  return {
    path: isSafe ? path : null,
    url: typeof url === 'string' && URL.canParse(url) ? url : null,
    size: typeof size === 'number' && Number.isSafeInteger(size) ? size : 0,
  }
}

/** As a browser reads it, which takes `%2e%2e` for `..` and `https:x` for another server. */
function isBelow(path: string): boolean {
  return (
    !/[:?#]/.test(path) &&
    URL.parse(path, 'http://store/below/')?.href.startsWith('http://store/below/') === true
  )
}

/** The smallest of those that show something: little is read of it, but a server may send more than is asked for. */
function anArchive(rows: readonly Row[], pattern = ARCHIVE): Archive | null {
  let best: Archive | null = null
  for (const { downloads } of rows) {
    for (const { path, size } of downloads) {
      const [, id, version, name] = pattern.exec(path ?? '') ?? []
      if (id === undefined || size < 100 || (best !== null && best.size <= size)) continue
      best = { path: path!, size, id, version: version!, name: name! }
    }
  }
  return best
}

/** By its path below the address that the catalogue states. */
function archiveApart(catalogue: Buffer, rows: readonly Row[]): StoreFiles['apart'] {
  const { artifacts } = asRecord(asRecord(JSON.parse(catalogue.toString('utf8'))).store)
  const address = typeof artifacts === 'string' ? URL.parse(`${artifacts.replace(/\/*$/, '')}/`) : null
  if (address === null || !/^https?:$/.test(address.protocol) || address.search !== '') return null
  const below = rows.map(({ downloads, ...row }) => {
    const own = downloads.filter(({ url }) => url?.startsWith(address.href) === true)
    return {
      ...row,
      downloads: own.map(({ url, size }) => readDownload({ path: url!.slice(address.href.length), size })),
    }
  })
  const isFlat = isRelease(address.href.slice(0, -1))
  const archive = anArchive(below, isFlat ? FLAT_ARCHIVE : ARCHIVE)
  return archive === null ? null : { address, archive, isFlat }
}

function hostsOf(rows: readonly Row[]): string[] {
  const urls = rows.flatMap(({ downloads }) => downloads.flatMap(({ url }) => (url === null ? [] : [url])))
  return [...new Set(urls.map((url) => new URL(url).host))].sort().slice(0, 3)
}

function idFor(rows: readonly Row[], client: string): string | null {
  return rows.find(({ clients }) => clients.includes(client))?.id ?? null
}

function listedPaths(sums: Buffer): string[] {
  return sums
    .toString('utf8')
    .split('\n')
    .map((line) => line.slice(66))
    .filter((path) => path !== '' && pathFault(path) === null)
}

/** The longest that is likely: servers compress no short ones. */
function aText(listed: readonly string[], id: string): string | null {
  const wanted = ['urls.txt', `${id}/license.txt`, `${id}/labels.txt`]
  return wanted.find((path) => listed.includes(path)) ?? null
}

/** Directly in the entry's folder, and none of the documents that lie there too. */
function isLoose(path: string, id: string): boolean {
  const name = path.startsWith(`${id}/`) ? path.slice(id.length + 1) : '/'
  return !name.includes('/') && !/\.(html|json|xml|ini|txt|cff|bib|ris|py)$/.test(name)
}

function find(paths: readonly string[], isWanted: (path: string) => boolean): string | null {
  const found = paths.find(isWanted)
  return found === undefined ? null : encodePath(found)
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, 1000) : []
}
