/** The downloads of the version that a store offers, as the table on its model's page shows them. */
import { ownPath, type Download, type StoreEntry } from '../store.ts'
import type { License } from '../zoo/entry.ts'
import { webAddress } from './web-address.ts'

/** A path of the store, or an absolute address. */
export type FileLink = { path: string } | { url: string }

/** A row of a table of downloads, of the current version or an earlier one. */
export interface DownloadRow {
  section: string
  /** Below the store's address or that of its artifacts; null: hosted elsewhere. */
  path: string | null
  size: number
  sha256: string
  files: Download['files']
  /** Absolute; null: nowhere that a page may name. */
  address: string | null
  /** Null: the page only names its address. */
  link: FileLink | null
  /** The name of the host where it is not the store's own. */
  host: string | null
  /** Of the current version alone, for the rest is not recorded. */
  today?: DownloadToday
}

export interface DownloadToday {
  license: { name: string; href: string | null }
  /** Where NiftyNet unpacks it; null: nowhere. */
  niftynet: string | null
  /** What the store publishes of it in another form: words, and then the file's name. */
  singles: { say: string; name: string; link: FileLink }[]
  /** Without `href` where it is no address of the web. */
  mirrors: { text: string; href: string | null }[]
}

/** One for each download, in their order. */
export function downloadRows(entry: StoreEntry): DownloadRow[] {
  return entry.downloads.map((download) => {
    const { section, size, sha256, files, url, niftynet } = download
    const path = ownPath(download)
    return {
      ...{ section, path, size, sha256, files },
      ...{ address: url, link: linkTo(download), host: path === null ? new URL(url).host : null },
      today: {
        license: licenseOf(download.license ?? entry.license),
        niftynet: niftynet && `~/niftynet/${niftynet.destination}/${niftynet.localId}`,
        singles: singles(entry, download),
        mirrors: download.mirrors.map(mirror),
      },
    }
  })
}

type Place = Pick<Download, 'path' | 'artifact' | 'url'>

function linkTo({ path, url }: Place): FileLink {
  return path === null ? { url } : { path }
}

function licenseOf({ name, url }: License): DownloadToday['license'] {
  return { name, href: webAddress(url) }
}

function singles({ torchHub, monai }: StoreEntry, { section, files }: Download): DownloadToday['singles'] {
  const isOfHub = torchHub && files?.some(({ sha256 }) => sha256 === torchHub.sha256)
  return [
    ...(isOfHub ? single('Its state dict by itself, for torch.hub: ', torchHub) : []),
    ...(monai?.section === section ? single('As a bundle for MONAI: ', monai) : []),
  ]
}

/** None where the file is hosted elsewhere, and so is the download itself. */
function single(say: string, file: Place): DownloadToday['singles'] {
  const name = ownPath(file)?.split('/').at(-1)
  return name === undefined ? [] : [{ say, name, link: linkTo(file) }]
}

function mirror(address: string): DownloadToday['mirrors'][number] {
  const href = webAddress(address)
  return href === null ? { text: address, href } : { text: new URL(href).host, href: address }
}
