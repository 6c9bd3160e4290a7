/** What `<id>/entry.json` tells of one model, under `formatVersion` 1. */
import { encodePath } from '../../formats/addresses.ts'
import { UserError } from '../../lib/user-error.ts'
import { pathFault, isFolderName } from '../../zoo/names.ts'
import { quote } from '../../zoo/problem.ts'
import { checkFormat, listedFacts } from './catalogue.ts'
import { field, objectField, objectsField, sha256Field, sizeField, textField } from './document-fields.ts'
import type { LooseFile, Model, PublishedFile, RemoteDownload, VersionFacts } from './model.ts'
import { isObject, parseDocument, type JsonObject } from './parse-document.ts'
import { fileNameOf, hostedUrl, pathInStore } from './remote-place.ts'

const MOST_FILES = 200_000
const MOST_DOWNLOADS = 1000
const MOST_VERSIONS = 10_000
const MOST_MIRRORS = 16
const DESTINATIONS = ['models', 'data', 'extensions', 'examples']
const LAYOUTS = ['card', 'digits', 'nnunet'] as const

/** What a document is read with. */
interface Reading {
  id: string
  /** Of the store, without a slash at its end. */
  storeUrl: string
  /** Takes a fault, as a sentence. */
  say: (fault: string) => void
}

/**
 * One version of the model; the newest where `version` is undefined.
 * @throws UserError where there is no such version, or anything in the document is not as it must be.
 */
export function parseEntryDocument(
  bytes: Uint8Array,
  { id, storeUrl, version }: { id: string; storeUrl: string; version: string | undefined },
): Model {
  const url = `${storeUrl}/${encodePath(`${id}/entry.json`)}`
  const document = parseDocument(bytes, url)
  checkFormat(document, url)
  const faults: string[] = []
  const reading: Reading = { id, storeUrl, say: (fault) => void faults.push(fault) }
  if (field(document, 'id') !== id)
    reading.say(`It is about ${quote(field(document, 'id'))}, not ${quote(id)}.`)
  const chosen = chooseVersion(document, id, version)
  const model = toModel(document, chosen, reading)
  if (faults.length > 0)
    throw new UserError(
      `${url} is not as it must be. ${faults.slice(0, 20).join(' ')} Tell the store's owner.`,
    )
  return model
}

/**
 * What the document of a model that is in no list any more says of it, as a sentence; null: it is not about the model, or a version stands.
 * @throws UserError where it is no document of a model
 */
export function parseWithdrawal(bytes: Uint8Array, id: string, storeUrl: string): string | null {
  const url = `${storeUrl}/${encodePath(`${id}/entry.json`)}`
  const document = parseDocument(bytes, url)
  checkFormat(document, url)
  const history = historyOf(document)
  const yanked = history[0]?.yanked
  if (field(document, 'id') !== id || !yanked || standing(history).length > 0) return null
  return `${quote(id)} was withdrawn on ${yanked.date} (${quote(yanked.reason)}).`
}

interface Chosen {
  object: JsonObject
  version: string
  history: VersionFacts[]
}

function chooseVersion(document: JsonObject, id: string, wanted: string | undefined): Chosen {
  const byName = versionsByName(document)
  const history = historyOf(document)
  const versions = standing(history)
  const newest = textField(document, 'version', 100)
  const version = wanted ?? (versions.includes(newest) ? newest : (versions[0] ?? history[0]?.version))
  const object = version === undefined ? undefined : byName.get(version)
  if (version === undefined || object === undefined)
    throw new UserError(
      version === undefined
        ? `The store tells of no version of ${quote(id)}. Tell its owner.`
        : `${quote(id)} has no version ${quote(version)}. The store has: ${some(versions)}.`,
    )
  const yanked = yankedFacts(object)
  if (yanked === null) return { object, version, history }
  throw new UserError(
    `${quote(id)} ${quote(version)} was withdrawn on ${yanked.date} (${quote(yanked.reason)}). The store has: ${some(versions)}.`,
  )
}

/** The first of each name. */
function versionsByName(document: JsonObject): Map<string, JsonObject> {
  const byName = new Map<string, JsonObject>()
  for (const object of objectsField(document, 'versions', MOST_VERSIONS)) {
    const name = textField(object, 'version', 100)
    if (!byName.has(name)) byName.set(name, object)
  }
  return byName
}

/** Newest first. */
function historyOf(document: JsonObject): VersionFacts[] {
  return [...versionsByName(document)].map(([name, object]) => versionFacts(name, object)).sort(newestFirst)
}

function standing(history: readonly VersionFacts[]): string[] {
  return history.filter(({ yanked }) => yanked === null).map(({ version }) => version)
}

function some(versions: readonly string[]): string {
  return versions.length === 0 ? 'none' : versions.slice(0, 20).map(quote).join(', ')
}

function versionFacts(version: string, object: JsonObject): VersionFacts {
  const isPublished = field(object, 'isPublished') !== false
  return { version, date: textField(object, 'date', 10), yanked: yankedFacts(object), isPublished }
}

/** When and why a version was withdrawn; null: it stands. */
function yankedFacts(version: JsonObject): VersionFacts['yanked'] {
  const yanked = field(version, 'yanked')
  if (!isObject(yanked)) return null
  return { date: textField(yanked, 'date', 10), reason: textField(yanked, 'reason', 1000) }
}

/** By the numbers between the dots: 10 is newer than 9. */
function newestFirst({ version: a }: VersionFacts, { version: b }: VersionFacts): number {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (right[at] ?? 0) - (left[at] ?? 0)
    if (difference !== 0) return difference
  }
  return a < b ? 1 : -1
}

function numbersOf(version: string): number[] {
  return version.split('.').map((part) => Number(part) || 0)
}

function toModel(document: JsonObject, { object, version, history }: Chosen, reading: Reading): Model {
  const layout = LAYOUTS.find((name) => name === field(document, 'layout'))
  if (layout === undefined) reading.say(`Its "layout" is ${quote(field(document, 'layout'))}.`)
  const downloads = objectsField(object, 'downloads', MOST_DOWNLOADS).map((download) =>
    toDownload(download, reading),
  )
  const sections = new Set(downloads.map(({ section }) => section.toLowerCase()))
  if (sections.size < downloads.length) reading.say('Two of its downloads are of one section.')
  nameApart(downloads)
  return {
    id: reading.id,
    ...listedFacts(document),
    version,
    versions: standing(history),
    history,
    layout: layout ?? 'card',
    downloads,
    digits: toDigits(document, reading),
    document,
  }
}

function toDownload(download: JsonObject, reading: Reading): RemoteDownload {
  const section = textField(download, 'section', 100)
  if (!isFolderName(section))
    reading.say(`A download is of the section ${quote(field(download, 'section'))}.`)
  const urls = downloadUrls(download, reading)
  const size = sizeField(download)
  const sha256 = sha256Field(download)
  if (urls.length === 0) reading.say(`The download ${quote(section)} lies nowhere.`)
  if (size === null || sha256 === null)
    reading.say(`The download ${quote(section)} has no size or no SHA-256.`)
  const files =
    field(download, 'files') === null ? null : toFiles(download, `the download ${quote(section)}`, reading)
  return {
    ...{ section, urls, size, sha256, files },
    fileName: fileNameOf(urls[0] ?? '', section),
    niftynet: toNiftynet(objectField(download, 'niftynet')),
  }
}

/** Files that are hosted at two places may have one name, and end up in one folder. */
function nameApart(downloads: RemoteDownload[]): void {
  const counts = new Map<string, number>()
  const key = ({ fileName }: RemoteDownload) => fileName.toLowerCase()
  for (const download of downloads) counts.set(key(download), (counts.get(key(download)) ?? 0) + 1)
  for (const download of downloads)
    if (counts.get(key(download))! > 1) download.fileName = `${download.section}-${download.fileName}`
}

function downloadUrls(download: JsonObject, { id, storeUrl }: Reading): string[] {
  const path = field(download, 'path')
  const inStore = typeof path === 'string' ? pathInStore(id, path) : null
  const own = inStore === null ? [] : [`${storeUrl}/${encodePath(inStore)}`]
  const url = field(download, 'url')
  const mirrors = field(download, 'mirrors')
  const elsewhere = [url, ...(Array.isArray(mirrors) ? mirrors.slice(0, MOST_MIRRORS) : [])]
  const hosted = elsewhere.map((address) => (typeof address === 'string' ? hostedUrl(address) : null))
  return [...new Set([...own, ...hosted.filter((address) => address !== null)])]
}

function toNiftynet(object: JsonObject): RemoteDownload['niftynet'] {
  const destination = DESTINATIONS.find((name) => name === field(object, 'destination'))
  const localId = textField(object, 'localId', 100)
  return destination !== undefined && isFolderName(localId) ? { destination, localId } : null
}

function toFiles(object: JsonObject, of: string, { say }: Reading): PublishedFile[] {
  const listed = field(object, 'files')
  if (!Array.isArray(listed) || listed.length > MOST_FILES) {
    say(`The list of files of ${of} is none, or too long.`)
    return []
  }
  const keys = new Set<string>()
  const files: PublishedFile[] = []
  for (const file of listed) {
    const read = isObject(file) ? toFile(file) : null
    const key = read?.path.toLowerCase() ?? ''
    if (read === null || keys.has(key)) {
      say(
        `Among the files of ${of}, ${quote(isObject(file) ? field(file, 'path') : file)} has no fit path, size or SHA-256, or is there twice.`,
      )
      return []
    }
    keys.add(key)
    files.push(read)
  }
  return files
}

function toFile(file: JsonObject): PublishedFile | null {
  const [path, size, sha256] = [field(file, 'path'), sizeField(file), sha256Field(file)]
  if (typeof path !== 'string' || pathFault(path) !== null || size === null || sha256 === null) return null
  return { path, size, sha256 }
}

function toDigits(document: JsonObject, reading: Reading): Model['digits'] {
  const digits = field(document, 'digits')
  if (!isObject(digits)) return null
  const { id, storeUrl } = reading
  const files = toFiles(digits, 'its DIGITS snapshot', reading).map((file): LooseFile => {
    return { ...file, url: `${storeUrl}/${encodePath(`${id}/${file.path}`)}` }
  })
  return { framework: textField(digits, 'framework', 100), files }
}
