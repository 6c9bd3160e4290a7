/** A plain DIGITS store: `master.json` and a folder a child, published by hand or by `python -m SimpleHTTPServer`. */
import { encodePath } from '../../formats/addresses.ts'
import { mapLimit } from '../../lib/map-limit.ts'
import { UserError } from '../../lib/user-error.ts'
import { quote } from '../../zoo/problem.ts'
import { NetworkFault } from '../net/network-fault.ts'
import { parseMaster } from './digits-children.ts'
import { listedDigitsModel, parseDigitsInfo, type DigitsFile } from './digits-info.ts'
import { textField } from './document-fields.ts'
import type { ListedModel, LooseFile, Model, OpenStore } from './model.ts'
import { noModel } from './nearest-ids.ts'
import { parseDocument, type JsonObject } from './parse-document.ts'
import type { StoreReader } from './store-reader.ts'
import { showStore } from './show-store.ts'

export const MASTER_FILE = 'master.json'
const AT_ONCE = 6
/** Bytes of one `info.json`, of which a list reads ten thousand; those of known stores have two thousand. */
const INFO_LIMIT = 1024 * 1024
/** Children in a row that the server does not answer for, after which it counts as gone. */
const MOST_IN_A_ROW = 4

/** Folder of each child below the store, by id. */
type Folders = ReadonlyMap<string, string>

/** @throws UserError where `master.json` is none, or the server is gone. */
export async function openDigitsStore(reader: StoreReader, master: Buffer): Promise<OpenStore> {
  const { url, signed, sums, note } = reader
  const { message, folders, leftOut } = parseMaster(master, `${url}/${MASTER_FILE}`)
  const { models, unreadable } = await listChildren(reader, folders)
  note([...leftOut, ...unreadable])
  return {
    ...{ url, kind: 'digits', title: url, message, models, signed, sums },
    model: (id, version) => {
      const folder = folders.get(id)
      if (folder === undefined) throw new UserError(noModel(url, id, folders.keys()))
      return readModel(reader, { id, folder, version })
    },
    withdrawal: () => Promise.resolve(null),
  }
}

async function listChildren(
  reader: StoreReader,
  folders: Folders,
): Promise<{ models: ListedModel[]; unreadable: string[] }> {
  let inARow = 0
  const models: ListedModel[] = []
  const unreadable: string[] = []
  await mapLimit([...folders], AT_ONCE, async ([id, folder]) => {
    try {
      models.push(listedDigitsModel(id, await readInfo(reader, folder)))
      inARow = 0
    } catch (error) {
      if (!(error instanceof UserError) || reader.network.signal.aborted) throw error
      if (isGone(error) && ++inARow >= MOST_IN_A_ROW) throw error
      unreadable.push(`The child ${quote(folder)} is left out. ${error.message}`)
    }
  })
  models.sort((a, b) => (a.id < b.id ? -1 : 1))
  return { models, unreadable: unreadable.sort() }
}

/** True where it is the server that fails, not the one file. */
function isGone(error: UserError): boolean {
  return error instanceof NetworkFault && (error.status === null || error.status >= 500)
}

async function readInfo({ url, readExisting }: StoreReader, folder: string): Promise<JsonObject> {
  const path = `${folder}/info.json`
  return parseDocument(await readExisting(path, INFO_LIMIT), `${url}/${encodePath(path)}`)
}

async function readModel(
  reader: StoreReader,
  { id, folder, version }: { id: string; folder: string; version: string | undefined },
): Promise<Model> {
  const info = await readInfo(reader, folder)
  const listed = listedDigitsModel(id, info)
  const { title, summary, task, library } = listed
  const facts = parseDigitsInfo(info)
  if (version !== undefined && version !== listed.version)
    throw new UserError(noVersions(reader.url, version))
  if (typeof facts === 'string')
    throw new UserError(`${showStore(reader.url)} lists ${quote(id)}, but nobody can use it. ${facts}`)
  return {
    ...{ id, title, summary, task, library, layout: 'digits', downloads: [], document: info },
    license: listed.license ?? (await readLicense(reader, folder)),
    version: listed.version,
    versions: listed.version === null ? [] : [listed.version],
    history: [],
    digits: { framework: facts.framework, files: await looseFiles(reader, folder, facts.files) },
  }
}

function noVersions(url: string, version: string): string {
  return `${showStore(url)} is a plain DIGITS store, which keeps no versions. Leave out the version ${quote(version)}.`
}

/** `info.json` among them: DIGITS reads it again from the folder that it imports. */
async function looseFiles(
  { url, sums, signed }: StoreReader,
  folder: string,
  files: readonly DigitsFile[],
): Promise<LooseFile[]> {
  const known = await sums()
  const wanted = [{ name: 'info.json', isOptional: false }, ...files]
  const published = wanted.filter(
    ({ name, isOptional }) => !isOptional || (known?.has(`${folder}/${name}`) ?? true),
  )
  const unsigned = signed && published.find(({ name }) => known?.has(`${folder}/${name}`) === false)
  if (unsigned)
    throw new UserError(
      `${url}/${encodePath(`${folder}/${unsigned.name}`)} is not among the files that the store's owner signed. Tell the owner.`,
    )
  return published.map(({ name, isOptional }): LooseFile => {
    const path = `${folder}/${name}`
    const file = {
      path: name,
      url: `${url}/${encodePath(path)}`,
      size: null,
      sha256: known?.get(path) ?? null,
    }
    return isOptional ? { ...file, isOptional } : file
  })
}

/** What DIGITS' own page of the store shows; null where it is not told. A fault in it is not worth the model. */
async function readLicense({ url, read, network }: StoreReader, folder: string): Promise<string | null> {
  const path = `${folder}/aux.json`
  try {
    const bytes = await read(path)
    if (bytes === null) return null
    return textField(parseDocument(bytes, `${url}/${encodePath(path)}`), 'license', 100) || null
  } catch (error) {
    if (error instanceof UserError && !network.signal.aborted) return null
    throw error
  }
}
