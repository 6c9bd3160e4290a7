/**
 * What each kind of document says about files of its store. Addresses in documents are relative, but for those in specs, the feed and the
 * sitemap, which begin with the store's own; whatever begins otherwise is hosted elsewhere, and is nobody's promise.
 */
import { posix } from 'node:path'
import { textOf } from '../formats/json.ts'
import { decodePath } from '../lib/markdown.ts'
import { targetOf } from '../verify.ts'
import type { JsonValue } from '../zoo/entry.ts'
import { storeAddress } from '../zoo/fields.ts'
import { parseJsonObject, type JsonObject } from '../zoo/json-text.ts'
import type { Problem } from '../zoo/problem.ts'
import { htmlLinks } from './html-links.ts'
import { parseSums } from './parse-sums.ts'
import type { Claim } from './promises.ts'

/** A document as it was read. */
export interface ReadDocument {
  /** Path in the store. */
  path: string
  /** What problems call it. */
  file: string
  text: string
  /** The store's public address without a slash at its end; null: it is not known. */
  storeUrl: string | null
  /** Where its archives are published apart, likewise; null: they are not. */
  artifacts: string | null
}

export interface Claims {
  claims: Claim[]
  problems: Problem[]
}

type Reader = (document: ReadDocument) => Claims

/** In one document: that of a store of 50,000 entries has fewer. More would take memory without end. */
const MOST_VALUES = 3_000_000

/** By path; the first that fits. */
const READERS: readonly (readonly [RegExp, Reader])[] = [
  [/^catalogue\.json$/, json(catalogue)],
  [/^master\.json$/, json(master)],
  [/^[^/]+\/entry\.json$/, json(entry)],
  [/^[^/]+\/info\.json$/, json(info)],
  [/^[^/]+\/[^/]+\/SHA256SUMS$/, versionSums],
  [/^(?:[^/]+|raw\/.+|[^/]+\/main)\.ini$/, addresses(/^[ \t]*url[ \t]*[=:][ \t]*([^\r\n]*)$/gm, '%%', '%')],
  [/^(?:[^/]+\/)?registry\.txt$/, registry],
  [/^(?:store|[^/]+\/[^/]+\/[^/]+)\.meta4$/, metalink],
  [/^urls\.txt$/, addresses(/^(\S+)$/gm, '\n', '')],
  [/^model_info\.json$/, addresses(/"source": "([^"]*)"/g, '\\/', '/')],
  [/^sitemap\.xml$/, addresses(/<loc>([^<]*)<\/loc>/g, '&amp;', '&')],
  [/^feed\.xml$/, addresses(/ href="([^"]*)"/g, '&amp;', '&')],
  [/\.html$/, page],
]

export function isReadable(path: string): boolean {
  return READERS.some(([pattern]) => pattern.test(path))
}

/** None for a file that is no document. */
export function readClaims(document: ReadDocument): Claims {
  const reader = READERS.find(([pattern]) => pattern.test(document.path))?.[1]
  return reader?.(document) ?? { claims: [], problems: [] }
}

/** The address that a store was made for, by its sitemap; null: it does not say. */
export function storeUrlIn(sitemap: string): string | null {
  const first = /<loc>([^<]{1,2000})<\/loc>/.exec(sitemap)?.[1] ?? ''
  const { success, data } = storeAddress.safeParse(first.replaceAll('&amp;', '&'))
  return success ? data : null
}

/** Where a store publishes its archives apart, by its catalogue; null: beside its pages, or it is no catalogue. */
export function artifactsIn(catalogue: string): string | null {
  if (countOf(catalogue, ',') > MOST_VALUES) return null
  const store = parseJsonObject(catalogue, '').value?.['store'] ?? null
  const { success, data } = storeAddress.safeParse(objects([store])[0]?.['artifacts'])
  return success ? data : null
}

function json(claimsOf: (value: JsonObject, at: Place) => Claim[]): Reader {
  return ({ path, file, text, artifacts }) => {
    if (countOf(text, ',') > MOST_VALUES) {
      const message = `The JSON holds more than ${MOST_VALUES} values. Publish the store again.`
      return { claims: [], problems: [{ file, message, severity: 'error' }] }
    }
    const { value, problems } = parseJsonObject(text, file)
    return { claims: value === null ? [] : claimsOf(value, new Place(path, artifacts)), problems }
  }
}

/** Makes the claims of one document. */
class Place {
  readonly #by: string
  readonly #artifacts: string | null

  constructor(by: string, artifacts: string | null) {
    this.#by = by
    this.#artifacts = artifacts
  }

  /** What lies in the store, or among its artifacts; none for what is hosted elsewhere. */
  place({ path, url, ...facts }: JsonObject): Claim[] {
    if (path !== undefined) return [this.link(path, facts)]
    const below = pathBelow(this.#artifacts, textOf(url))
    return below === null ? [] : [{ ...claimed(facts), by: this.#by, path: below, isArtifact: true }]
  }

  /** A percent-encoded address relative to the document; that of a folder means its page. */
  link(link: JsonValue | undefined, facts: JsonObject = {}): Claim {
    const path = decodePath(textOf(link))
    return this.file(path.endsWith('/') ? `${path}index.html` : path, facts)
  }

  /** A path relative to the document's folder, written as it is. */
  file(path: string, facts: JsonObject = {}): Claim {
    return { ...claimed(facts), by: this.#by, path: posix.join(posix.dirname(this.#by), path) }
  }
}

function claimed({ size, sha256 }: JsonObject): Pick<Claim, 'size' | 'sha256'> {
  return {
    ...(typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 && { size }),
    ...(typeof sha256 === 'string' && { sha256 }),
  }
}

/** Null: the address lies elsewhere. */
function pathBelow(base: string | null, address: string): string | null {
  return base !== null && address.startsWith(`${base}/`) ? pathOf(address.slice(base.length + 1)) : null
}

function catalogue(value: JsonObject, at: Place): Claim[] {
  return objects(value['entries']).flatMap((listed) => [
    at.link(listed['page']),
    at.link(listed['entry']),
    ...(listed['thumbnail'] === null ? [] : [at.link(listed['thumbnail'])]),
    ...downloads(listed, at),
  ])
}

function entry(value: JsonObject, at: Place): Claim[] {
  const { thumbnail, pictures, digits, versions } = value
  const thumbnails = objects([thumbnail ?? null]).flatMap(({ small, large }) => [
    small ?? null,
    large ?? null,
  ])
  return [
    at.link(value['catalogue']),
    ...objects([...thumbnails, ...list(pictures)]).map(({ path }) => at.link(path)),
    ...objects([digits ?? null])
      .flatMap(({ files }) => objects(files))
      .map((file) => at.file(textOf(file['path']), file)),
    ...objects(versions).flatMap((version, index) => [
      ...sumsOf(version['sums'] ?? null, at),
      // Files of a version that an earlier build published lie wherever the host kept them.
      ...(version['isPublished'] === false ? [] : ownFiles(version, at)).map((claim) =>
        index === 0 ? claim : { ...claim, isEarlier: true },
      ),
    ]),
  ]
}

/** Its downloads, and what lies beside them for other clients. */
function ownFiles(version: JsonObject, at: Place): Claim[] {
  const single = [version['torchHub'] ?? null, version['monai'] ?? null]
  return [...downloads(version, at), ...downloads({ downloads: single }, at)]
}

/** Those of the store itself. */
function downloads(of: JsonObject, at: Place): Claim[] {
  return objects(of['downloads']).flatMap((download) => at.place(download))
}

/** The list of a version's sums has an absolute address where it lies among the artifacts. */
function sumsOf(sums: JsonValue, at: Place): Claim[] {
  if (sums === null) return []
  return at.place(/^https?:/.test(textOf(sums)) ? { url: sums } : { path: sums })
}

/** What DIGITS asks for of each of its models. */
function master(value: JsonObject, at: Place): Claim[] {
  return list(value['children']).flatMap((id) =>
    ['info.json', 'aux.json', 'license.txt'].map((name) => at.file(`${textOf(id)}/${name}`)),
  )
}

function info(value: JsonObject, at: Place): Claim[] {
  // Of a model that is none of DIGITS'.
  return 'framework' in value || value['entry'] === undefined ? [] : [at.link(value['entry'])]
}

function versionSums({ path, file, text }: ReadDocument): Claims {
  const { sums, problems } = parseSums(Buffer.from(text), file)
  const at = new Place(path, null)
  return { claims: [...sums].map(([name, sha256]) => at.file(name, { sha256 })), problems }
}

/** Lines `name sha256:<hex>`; one with a third item is about a file elsewhere. */
function registry({ path, text, artifacts }: ReadDocument): Claims {
  const at = new Place(path, artifacts)
  const lines = text.matchAll(/^([^\s#]\S*) sha256:([0-9a-f]{64})$/gm)
  return {
    claims: Array.from(lines, ([, name = '', sha256 = '']) => at.file(name, { sha256 })),
    problems: [],
  }
}

/** What it says of files at relative addresses. */
function metalink({ path, text, artifacts }: ReadDocument): Claims {
  const at = new Place(path, artifacts)
  const claims = text.split('<file ').flatMap((file) => {
    const url = /<url priority="1">([^<]*)<\/url>/.exec(file)?.[1] ?? ''
    if (url === '' || /^[a-z][a-z0-9+.-]*:/i.test(url)) return []
    const size = Number(/<size>(\d{1,16})<\/size>/.exec(file)?.[1] ?? NaN)
    const sha256 = /<hash type="sha-256">([0-9a-f]{64})<\/hash>/.exec(file)?.[1] ?? ''
    return [at.link(url.replaceAll('&amp;', '&'), { size, sha256 })]
  })
  return { claims, problems: [] }
}

/** `escaped` stands for `plain` in the document. */
function addresses(pattern: RegExp, escaped: string, plain: string): Reader {
  return ({ path, text, storeUrl, artifacts }) => {
    const found = [...text.matchAll(pattern)].map(([, address = '']) => address.replaceAll(escaped, plain))
    const claims = found.flatMap((address): Claim[] => {
      const apart = pathBelow(artifacts, address)
      if (apart !== null) return [{ by: path, path: apart, isArtifact: true }]
      const own = pathBelow(storeUrl, address)
      return own === null ? [] : [{ by: path, path: own }]
    })
    return { claims, problems: [] }
  }
}

function pathOf(link: string): string {
  const path = decodePath(link.replace(/[?#].*$/s, ''))
  return path === '' || path.endsWith('/') ? `${path}index.html` : path
}

function page({ path, file, text, storeUrl }: ReadDocument): Claims {
  const links = htmlLinks(text)
  if (links === null) {
    const message = 'A tag of the page is not closed, so its links cannot be told. Publish the store again.'
    return { claims: [], problems: [{ file, message, severity: 'error' }] }
  }
  const base = storeUrl === null ? '/' : new URL(`${storeUrl}/`).pathname
  const own = [...links].filter((link) => !/^(?:[a-z][a-z0-9+.-]*:|#|\/\/)/i.test(link))
  return { claims: own.map((link) => ({ by: path, path: targetOf(path, link, base) })), problems: [] }
}

function countOf(text: string, char: string): number {
  let count = 0
  for (let at = text.indexOf(char); at !== -1; at = text.indexOf(char, at + 1)) count++
  return count
}

function list(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : []
}

/** The objects among the items; whatever else stands there is passed over. */
function objects(value: JsonValue | undefined): JsonObject[] {
  return list(value).filter(isObject)
}

function isObject(value: JsonValue): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
