/**
 * URL: /<id>/<version>/<file>.meta4 and /store.meta4
 * Reader: aria2 1.36 and whatever else reads Metalink 4 (RFC 5854).
 * Trap: aria2 joins a relative address to that of the document, which serves every mirror of the store; read from the disk it needs
 * --metalink-base-uri. Where there are pieces aria2 compares those alone, never the whole file's sum.
 */
import {
  ownPath,
  type Download,
  type ListedEntry,
  type Listing,
  type Pieces,
  type StoreEntry,
} from '../store.ts'
import { encodePath } from './addresses.ts'
import { savedNames, type Named } from './saved-names.ts'
import { escapeXml } from './xml.ts'

const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<metalink xmlns="urn:ietf:params:xml:ns:metalink">\n'
const TAIL = '</metalink>\n'

/** Every download of the store, under `<id>/<version>/`, without pieces. */
export function formatStoreMetalink({ entries }: Listing): string {
  const files = entries.flatMap((entry) => {
    const names = savedNames(entry.downloads)
    const folder = `${entry.id}/${entry.version}/`
    return entry.downloads.map((download, index) => fileOf(download, `${folder}${names[index]!}`, ''))
  })
  return `${HEAD}${files.join('')}${TAIL}`
}

/** One download of an entry, with the sums of its pieces where there are any. */
export function formatMetalink(entry: StoreEntry, download: Download): string {
  const name = savedNames(entry.downloads)[entry.downloads.indexOf(download)]!
  return `${HEAD}${fileOf(download, name, `${entry.id}/${entry.version}/`, download.pieces)}${TAIL}`
}

/**
 * What comes before `.meta4` in the name of a download's Metalink: the archive's name, or the section's where the file is hosted elsewhere. Null
 * for a hosted section that is called as an archive of ours could be.
 */
export function metalinkName(download: Named): string | null {
  const own = ownPath(download)
  if (own !== null) return own.split('/').at(-1)!
  return /\.(tar\.gz|zip)$/i.test(download.section) ? null : download.section
}

/** `folder` is that of the document. */
function fileOf(
  download: ListedEntry['downloads'][number],
  name: string,
  folder: string,
  pieces?: Pieces,
): string {
  const { path, url, mirrors, size, sha256 } = download
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
