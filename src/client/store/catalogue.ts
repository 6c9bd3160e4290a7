/** What `catalogue.json` tells of a store and its models, under `formatVersion` 1. */
import { UserError } from '../../lib/user-error.ts'
import type { JsonValue } from '../../zoo/entry.ts'
import { isFolderName } from '../../zoo/names.ts'
import { quote } from '../../zoo/problem.ts'
import {
  field,
  objectField,
  objectsField,
  sha256Field,
  sizeField,
  textField,
  textsField,
} from './document-fields.ts'
import type { ListedModel } from './model.ts'
import { parseDocument, type JsonObject } from './parse-document.ts'
import { fileNameOf, hostedUrl, pathInStore } from './remote-place.ts'

const FORMAT_VERSION = 1
const MOST_MODELS = 200_000
const MOST_DOWNLOADS = 1000

export interface Listing {
  title: string
  message: string
  /** Sorted by id. */
  models: ListedModel[]
  /** Of what was left out of `models`, why, as sentences. */
  leftOut: string[]
}

/** `url` is the document's own address. @throws UserError where it is no catalogue, or one of a newer format. */
export function parseCatalogue(bytes: Uint8Array, url: string): Listing {
  const document = parseDocument(bytes, url)
  checkFormat(document, url)
  const entries = field(document, 'entries')
  if (!Array.isArray(entries) || entries.length > MOST_MODELS)
    throw new UserError(`${url} is no catalogue of a model zoo. Is this where the store lies?`)
  const store = objectField(document, 'store')
  const { models, leftOut } = apart(entries)
  return { title: textField(store, 'title'), message: textField(store, 'message', 1000), models, leftOut }
}

/** @throws UserError where `formatVersion` is not the one that this client knows. */
export function checkFormat(document: JsonObject, url: string): void {
  const version = field(document, 'formatVersion')
  if (version === FORMAT_VERSION) return
  throw new UserError(
    typeof version === 'number' && version > FORMAT_VERSION
      ? `${url} has format ${version}, which is newer than this command. Update it: npm install -g zoopress.`
      : `${url} is no document of a model zoo: its "formatVersion" is ${quote(version)}. Is this where the store lies?`,
  )
}

/** Models that could be mistaken for another one are none. */
function apart(entries: readonly JsonValue[]): Pick<Listing, 'models' | 'leftOut'> {
  const models = new Map<string, ListedModel>()
  const leftOut: string[] = []
  for (const entry of entries) {
    const model = toModel(entry)
    const fault = typeof model === 'string' ? model : models.has(model.id.toLowerCase()) ? TWICE : null
    if (fault !== null) leftOut.push(`The entry ${quote(idOf(entry))} is left out: ${fault}`)
    else if (typeof model !== 'string') models.set(model.id.toLowerCase(), model)
  }
  return { models: [...models.values()].sort((a, b) => (a.id < b.id ? -1 : 1)), leftOut }
}

const TWICE = 'the catalogue names it twice.'

function idOf(entry: JsonValue): JsonValue {
  return textField({ ...objectField({ entry }, 'entry') }, 'id', 200)
}

/** Why it is none, as the end of a sentence, where it is none. */
function toModel(entry: JsonValue): ListedModel | string {
  const object = objectField({ entry }, 'entry')
  const id = field(object, 'id')
  if (typeof id !== 'string' || !isFolderName(id)) return 'that is no id of a model.'
  const downloads = objectsField(object, 'downloads', MOST_DOWNLOADS).map((download) => toDownload(download))
  if (downloads.includes(null)) return 'one of its downloads lies nowhere, or has no size or no SHA-256.'
  const known = downloads.filter((download) => download !== null)
  return {
    id,
    ...listedFacts(object),
    tags: textsField(object, 'tags'),
    size: known.reduce((sum, { size }) => sum + size, 0),
    clients: textsField(object, 'clients'),
    downloads: known,
  }
}

/** Those that `catalogue.json` and `entry.json` state alike. */
export function listedFacts(object: JsonObject) {
  return {
    title: textField(object, 'title'),
    summary: textField(object, 'summary', 1000),
    version: textField(object, 'version', 100) || null,
    library: textField(object, 'library', 100) || null,
    task: textField(object, 'task', 100) || null,
    license: textField(objectField(object, 'license'), 'name', 100) || null,
  }
}

function toDownload(download: JsonObject): ListedModel['downloads'][number] | null {
  const section = textField(download, 'section', 100)
  const [path, url] = [field(download, 'path'), field(download, 'url')]
  const place =
    typeof path === 'string' ? pathInStore('', path) : typeof url === 'string' ? hostedUrl(url) : null
  const [size, sha256] = [sizeField(download), sha256Field(download)]
  if (!isFolderName(section) || place === null || size === null || sha256 === null) return null
  return { section, fileName: fileNameOf(place, section), size, sha256 }
}
