/** What the page of one released version says, which stays at its address for good. */
import { absoluteUrl } from '../formats/addresses.ts'
import { ownPlace } from '../lib/artifact-path.ts'
import type { ReleasedDownload, ReleasedVersion, Site, StoreEntry } from '../store.ts'
import { totalSize, type Fact } from './facts.ts'
import { formatCount } from './format.ts'
import { commercialUse, licenseValues } from './licenses.ts'
import { curlLines } from './use-it.ts'
import { webAddress } from './web-address.ts'

/** A version with all that its page depends on. */
export interface VersionOfModel {
  id: string
  version: ReleasedVersion
  /** Every released version of the model, the newest first. */
  released: readonly ReleasedVersion[]
  /** Null: the model was withdrawn. */
  entry: StoreEntry | null
}

export interface VersionDownload extends ReleasedDownload {
  /** Where the file is or was, absolute; null: nowhere that a page may name. */
  address: string | null
  /** What the page links to: a path of the store, or an absolute address; null: the page only names it. */
  link: { path: string } | { url: string } | null
  /** The name of the host where it is not the store's own. */
  host: string | null
}

/** A withdrawn version offers nothing: its downloads have neither address nor link. */
export function versionDownloads({ version, entry }: VersionOfModel, site: Site): VersionDownload[] {
  return version.downloads.map((download) => {
    if (version.yanked !== null || entry === null)
      return { ...download, address: null, link: null, host: null }
    return { ...download, ...placeOf(download, entry, site) }
  })
}

type Place = Pick<VersionDownload, 'address' | 'link' | 'host'>

function placeOf({ path, url }: ReleasedDownload, entry: StoreEntry, site: Site): Place {
  if (path === null) return hostedPlace(webAddress(url))
  if (site.artifacts !== null) {
    const { url: address } = ownPlace(site, path)
    return { address, link: { url: address }, host: null }
  }
  const link = hasFile(entry, path) ? { path } : null
  return { address: absoluteUrl({ site }, path), link, host: null }
}

/** Whether this build puts the file beside the pages. */
function hasFile({ downloads, archived }: StoreEntry, path: string): boolean {
  return downloads.some((download) => download.path === path) || archived.includes(path)
}

function hostedPlace(url: string | null): Place {
  if (url === null || !URL.canParse(url)) return { address: null, link: null, host: null }
  return { address: url, link: { url }, host: new URL(url).host }
}

/** Commands that fetch each of the downloads and check its sum; '' where there is nothing to fetch. */
export function versionCommands(downloads: readonly VersionDownload[]): string {
  const fetched = downloads.flatMap((download) =>
    download.address === null ? [] : [{ ...download, url: download.address }],
  )
  return fetched.map((download) => curlLines(download, fetched)).join('\n\n')
}

/** For the margin. */
export function versionFacts({ version }: VersionOfModel): Fact[] {
  const { downloads, license, yanked } = version
  const licensed = { license, downloads: [] }
  const files = downloads.flatMap((download) => download.files ?? [])
  const facts: Fact[] = [
    { term: 'Version', values: [text(version.version)] },
    { term: 'Released', values: [text(version.date)] },
    { term: 'Withdrawn', values: yanked ? [text(yanked.date)] : [] },
    { term: 'Licence', values: licenseValues(licensed) },
    { term: 'Commercial use', values: [commercialUse(licensed)] },
    { term: 'Download size', values: downloads.length > 0 ? [totalSize(version)] : [] },
    { term: 'Files', values: files.length > 0 ? [text(formatCount(files.length))] : [] },
  ]
  return facts.filter(({ values }) => values.length > 0)
}

function text(value: string): Fact['values'][number] {
  return { text: value, href: null }
}

/** The released versions beside this one; null: there is none. */
export function neighbours({ version, released }: VersionOfModel): {
  older: ReleasedVersion | null
  newer: ReleasedVersion | null
} {
  const at = released.findIndex((one) => one.version === version.version)
  return { older: released[at + 1] ?? null, newer: released[at - 1] ?? null }
}
