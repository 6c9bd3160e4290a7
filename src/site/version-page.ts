/** What the page of one released version says, which stays at its address for good. */
import { absoluteUrl } from '../formats/addresses.ts'
import { hostedAddress } from '../formats/hosted-address.ts'
import { ownPlace } from '../lib/artifact-path.ts'
import type { ReleasedDownload, ReleasedVersion, Site, StoreEntry } from '../store.ts'
import { downloadRows, type DownloadRow } from './download-rows.ts'
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

/** Of the current version what its model's page shows. A withdrawn one offers nothing: its downloads have neither address nor link. */
export function versionDownloads(shown: VersionOfModel, site: Site): DownloadRow[] {
  const current = offeredEntry(shown)
  if (current !== null) return downloadRows(current)
  const { version, entry } = shown
  const isOffered = version.yanked === null && entry !== null
  return version.downloads.map((download) => {
    return { ...download, ...(isOffered ? placeOf(download, entry, site) : NOWHERE) }
  })
}

/** The entry whose version it is, if that may be used; null: it is none of today. */
function offeredEntry({ version, entry }: VersionOfModel): StoreEntry | null {
  return version.yanked === null && entry?.version === version.version ? entry : null
}

type Place = Pick<DownloadRow, 'address' | 'link' | 'host'>

const NOWHERE: Place = { address: null, link: null, host: null }

function placeOf(download: ReleasedDownload, entry: StoreEntry, site: Site): Place {
  const { path } = download
  if (path === null) return hostedPlace(webAddress(hostedAddress(entry, download)))
  if (site.artifacts !== null) {
    const { url: address } = ownPlace(site, path)
    return { address, link: { url: address }, host: null }
  }
  const isHere = entry.archived.includes(path)
  if (!isHere && keepsNothing(site)) return NOWHERE
  return { address: absoluteUrl({ site }, path), link: isHere ? { path } : null, host: null }
}

/** What a host of pages has is the last deploy, and nothing of those before it. */
function keepsNothing({ host }: Site): boolean {
  return host === 'github-pages' || host === 'gitlab-pages'
}

function hostedPlace(url: string | null): Place {
  if (url === null || !URL.canParse(url)) return NOWHERE
  return { address: url, link: { url }, host: new URL(url).host }
}

/** What the page says of files that it offers no link to; null: there are none. */
export function missingNote(downloads: readonly DownloadRow[]): string | null {
  const missing = downloads.filter(({ link }) => link === null)
  if (missing.length === 0) return null
  if (missing.some(({ address }) => address !== null))
    return 'Files with an address and no link are not part of this build. The host still has them where earlier deploys were not deleted.'
  const what = missing.length === downloads.length ? 'Its files are' : 'Files without a link are'
  return `${what} no longer published: the store’s host keeps those of the last build alone. The sums tell whether a file that you have is of this version.`
}

/** Commands that fetch each of the downloads and check its sum; '' where there is nothing to fetch. */
export function versionCommands(downloads: readonly DownloadRow[]): string {
  const fetched = downloads.flatMap((download) =>
    download.address === null ? [] : [{ ...download, url: download.address }],
  )
  return fetched.map((download) => curlLines(download, fetched)).join('\n\n')
}

/** For the margin. Of what is not offered any more, or was before, nobody says how it may be used: a release does not record the licences of sections. */
export function versionFacts(shown: VersionOfModel): Fact[] {
  const { version } = shown
  const { downloads, license, yanked } = version
  const current = offeredEntry(shown)
  const licensed = { license, downloads: current?.downloads ?? [] }
  const files = downloads.flatMap((download) => download.files ?? [])
  const facts: Fact[] = [
    { term: 'Version', values: [text(version.version)] },
    { term: 'Released', values: [text(version.date)] },
    { term: 'Withdrawn', values: yanked ? [text(yanked.date)] : [] },
    { term: 'Licence', values: licenseValues(licensed) },
    { term: 'Commercial use', values: current ? [commercialUse(licensed)] : [] },
    { term: yanked ? 'Size' : 'Download size', values: downloads.length > 0 ? [totalSize(version)] : [] },
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
