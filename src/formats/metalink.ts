/**
 * URL: /<id>/<version>/<file>.meta4 and /store.meta4
 * Reader: aria2 1.36 and whatever else reads Metalink 4 (RFC 5854).
 * Trap: aria2 joins a relative address to that of the document, which serves every mirror of the store; read from the disk it needs
 * --metalink-base-uri. Where there are pieces aria2 compares those alone, never the whole file's sum.
 */
import { ownPlace } from '../lib/artifact-path.ts'
import {
  ownPath,
  type Download,
  type Listing,
  type Pieces,
  type ReleasedDownload,
  type ReleasedVersion,
  type Site,
  type StoreEntry,
} from '../store.ts'
import { encodePath } from './addresses.ts'
import { savedNames, takeFree, type Named } from './saved-names.ts'
import { filesOf, type ClientFile } from './single-files.ts'
import { escapeXml } from './xml.ts'

const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<metalink xmlns="urn:ietf:params:xml:ns:metalink">\n'
const TAIL = '</metalink>\n'

/** Every download of the store, under `<id>/<version>/`, without pieces. */
export function formatStoreMetalink({ entries }: Listing): string {
  const files = entries.flatMap((entry) => {
    const names = savedNames(filesOf(entry))
    const folder = `${entry.id}/${entry.version}/`
    return entry.downloads.map((download, index) => fileOf(download, `${folder}${names[index]!}`, ''))
  })
  return `${HEAD}${files.join('')}${TAIL}`
}

/** A Metalink of one file. */
export interface SingleMetalink {
  /** Its folder below that of the entry. */
  version: string
  /** What comes before `.meta4` in its name. */
  file: string
  /** Under which name the file is saved, and where it lies. */
  name: string
  linked: ClientFile
}

/** For each download and single file of the entry, and those of earlier versions that can be had: not of those withdrawn or gone. */
export function metalinksOf(entry: StoreEntry, site: Pick<Site, 'url' | 'artifacts'>): SingleMetalink[] {
  const earlier = entry.released.filter(({ version, yanked }) => version !== entry.version && yanked === null)
  return [
    ...linksOf(entry.version, filesOf(entry)),
    ...earlier.flatMap((released) => linksOf(released.version, earlierFiles(entry, released, site))),
  ]
}

function linksOf(version: string, files: readonly ClientFile[]): SingleMetalink[] {
  const [names, saved] = [metalinkNames(files), savedNames(files)]
  return files.map((linked, index) => ({ version, file: names[index]!, name: saved[index]!, linked }))
}

function earlierFiles(
  { archived }: StoreEntry,
  { downloads }: ReleasedVersion,
  site: Pick<Site, 'url' | 'artifacts'>,
): ClientFile[] {
  const isHere = ({ path }: ReleasedDownload) =>
    path === null || site.artifacts !== null || archived.includes(path)
  return downloads.filter(isHere).map(({ section, path, url, size, sha256 }) => {
    const place = path === null ? { path, url: url ?? '' } : ownPlace(site, path)
    return { section, ...place, size, sha256, mirrors: [] }
  })
}

/** One file of the entry `id`, with the sums of its pieces where there are any. */
export function formatMetalink(id: string, { version, name, linked }: SingleMetalink): string {
  return `${HEAD}${fileOf(linked, name, `${id}/${version}/`, linked.pieces)}${TAIL}`
}

/** What comes before `.meta4` in the name of a download's Metalink. */
export function metalinkName(entry: StoreEntry, download: Download): string {
  return metalinkNames(filesOf(entry))[entry.downloads.indexOf(download)]!
}

/** The name that an archive is published under, or the section's where a file is hosted elsewhere; with a number in front where an archive has that name. */
function metalinkNames(files: readonly Named[]): string[] {
  const own = files.map((file) => ownPath(file)?.split('/').at(-1))
  const taken = new Set(own.map((name) => name?.toLowerCase() ?? ''))
  return files.map(({ section }, index) => own[index] ?? takeFree(section, taken))
}

/** `folder` is that of the document. */
function fileOf(
  { path, url, mirrors, size, sha256 }: Omit<ClientFile, 'pieces'>,
  name: string,
  folder: string,
  pieces?: Pieces,
): string {
  const first = path === null ? url : encodePath(path.slice(folder.length))
  const urls = [first, ...mirrors].map(
    (address, index) => `    <url priority="${index + 1}">${escapeXml(address)}</url>\n`,
  )
  return `  <file name="${escapeXml(name)}">
    <size>${size}</size>
    <hash type="sha-256">${sha256}</hash>
${pieces ? piecesOf(pieces) : ''}${urls.join('')}  </file>
`
}

function piecesOf({ length, sha256 }: Pieces): string {
  const sums = sha256.map((sum) => `      <hash>${sum}</hash>\n`)
  return `    <pieces length="${length}" type="sha-256">\n${sums.join('')}    </pieces>\n`
}
