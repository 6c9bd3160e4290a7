/**
 * URL: /<id>/entry.json
 * Reader: scripts that want more of one entry than catalogue.json tells; under `formatVersion` 1.
 * Trap: addresses are relative to this document's own, the entry's folder, so that a store can move; only a hosted file has an absolute
 * one. Paths in file lists are no addresses but names, so they are not percent-encoded.
 */
import { ownPlace } from '../lib/artifact-path.ts'
import {
  releasedFiles,
  type Download,
  type FileDigest,
  type Picture,
  type ReleasedDownload,
  type ReleasedVersion,
  type Site,
  type StoreEntry,
  type View,
} from '../store.ts'
import { relativeUrl } from './addresses.ts'
import { readableBy } from './clients.ts'
import { hostedAddress } from './hosted-address.ts'
import { formatDenseJson } from './json.ts'
import { archivedOf, hasArchiveInStore, hasOwnArchive, versionSumsPath } from './sums.ts'

type ArtifactsOf = Pick<Site, 'url' | 'artifacts'>

/** Everything about one entry, but the prose of its card. */
export function formatEntryJson(entry: StoreEntry, site: ArtifactsOf = { url: '', artifacts: null }): string {
  const earlier = entry.released.filter((one) => one.version !== entry.version)
  return formatDenseJson({
    formatVersion: 1,
    catalogue: '../catalogue.json',
    ...facts(entry),
    thumbnail: thumbnail(entry),
    preview: entry.preview && picture(entry, entry.preview),
    pictures: entry.media.map((media) => picture(entry, media)),
    clients: readableBy(entry),
    figures: figures(entry),
    digits: digits(entry),
    nnunet: nnunet(entry),
    checkpoints: entry.checkpoints.map(({ path, ...report }) => ({ file: path, ...report })),
    versions: [version(entry, site), ...earlier.map((one) => earlierVersion(entry, one, site))],
  })
}

/** As the card states them: the record's own names, so that nothing is called two things. */
function facts(entry: StoreEntry): object {
  const { id, layout, title, summary, license, task, library, modality, tags, datasets, metrics } = entry
  const { languages, baseModels, newVersion, authors, citation, doi, homepage, results, metric } = entry
  return {
    ...{
      id,
      layout,
      title,
      summary,
      version: entry.version,
      date: entry.date,
      license,
      task,
      library,
      modality,
      tags,
      datasets,
    },
    ...{ metrics, languages, baseModels, newVersion, authors, citation, doi, homepage, results, metric },
  }
}

function thumbnail(entry: StoreEntry): object | null {
  if (entry.thumbnails === null) return null
  const { small, large } = entry.thumbnails
  return { small: picture(entry, small), large: picture(entry, large) }
}

function picture(entry: StoreEntry, { source, path, width, height }: Picture): object {
  return { source, path: relativeUrl(entry.id, path), width, height }
}

/** What was found in the entry's files, with the addresses of its pictures. */
function figures(entry: StoreEntry): object {
  const { charts, scores, networks, classes, views, samples, progress } = entry.figures
  const slices = (view: View) =>
    view.slices.map(({ plane, plain, labelled }) => ({
      plane,
      plain: picture(entry, plain),
      labelled: labelled && picture(entry, labelled),
    }))
  return {
    ...{ charts, scores, networks, classes },
    views: views.map((view) => ({ ...view, slices: slices(view) })),
    samples: samples.map((sample) => picture(entry, sample)),
    progress: progress.map((plot) => picture(entry, plot)),
  }
}

/** The snapshot's files as they lie in the entry's folder, where DIGITS fetches them one by one. */
function digits(entry: StoreEntry): object | null {
  return entry.digits && { framework: entry.digits.framework, files: fileList(entry.loose) }
}

function nnunet({ nnunet }: StoreEntry): object | null {
  if (nnunet === null) return null
  const { trainings, channels, labels, labelValues } = nnunet
  return { trainings, channels, labels, labelValues }
}

function version(entry: StoreEntry, site: ArtifactsOf): object {
  return {
    version: entry.version,
    date: entry.date,
    yanked: null,
    isPublished: true,
    sums: sumsUrl(entry, site),
    downloads: entry.downloads.map((download) => downloadFacts(entry, download)),
    torchHub: torchHub(entry),
    monai: monai(entry),
  }
}

/** Absolute where the archives are published apart from the pages. */
function sumsUrl(entry: StoreEntry, site: ArtifactsOf): string | null {
  const path = versionSumsPath(entry)
  if (hasArchiveInStore(entry)) return relativeUrl(entry.id, path)
  return hasOwnArchive(entry) ? ownPlace(site, path).url : null
}

/** `isPublished`: the store holds its files. Otherwise the host does that kept them, at the same addresses, or nobody. */
function earlierVersion(entry: StoreEntry, released: ReleasedVersion, site: ArtifactsOf): object {
  const {
    version,
    date,
    yanked,
    title,
    license,
    results,
    downloads,
    torchHub = null,
    monai = null,
  } = released
  const isHere = ({ path }: FileDigest) => site.artifacts !== null || entry.archived.includes(path)
  const sums = versionSumsPath({ id: entry.id, version })
  const hasSums = archivedOf(entry, released).length > 0
  return {
    ...{ version, date, yanked, isPublished: yanked === null && releasedFiles(released).every(isHere) },
    ...{ title, license, results },
    sums: hasSums ? addressOf(entry, sums, site) : null,
    downloads: downloads.map((download) => {
      const { section, size, sha256, files } = download
      // Where a client puts a section is not of the release, but of the clients of today.
      const niftynet = entry.downloads.find((one) => one.section === section)?.niftynet ?? null
      const place = placeOf(entry, download, site)
      const facts = { size, sha256, license, niftynet, mirrors: [] }
      return { section, ...place, ...facts, files: files && fileList(files) }
    }),
    torchHub: torchHub && singleFacts(entry, torchHub, site),
    monai: monai && {
      ...{ name: monai.name, section: monai.section, ...singleFacts(entry, monai, site), sha1: monai.sha1 },
    },
  }
}

function singleFacts(entry: StoreEntry, { path, size, sha256 }: FileDigest, site: ArtifactsOf): object {
  return { ...ownPlaceOf(entry, path, site), size, sha256 }
}

function placeOf(entry: StoreEntry, download: ReleasedDownload, site: ArtifactsOf): object {
  const { path } = download
  return path === null ? { url: hostedAddress(entry, download) } : ownPlaceOf(entry, path, site)
}

function ownPlaceOf(entry: StoreEntry, path: string, site: ArtifactsOf): object {
  const address = addressOf(entry, path, site)
  return site.artifacts === null ? { path: address } : { url: address }
}

/** Of one of its archives, or of their sums. */
function addressOf({ id }: StoreEntry, path: string, site: ArtifactsOf): string {
  return site.artifacts === null ? relativeUrl(id, path) : ownPlace(site, path).url
}

function downloadFacts(entry: StoreEntry, download: Download): object {
  const { section, path, url, size, sha256, license, niftynet, mirrors, files } = download
  return {
    section,
    ...(path === null ? { url } : { path: relativeUrl(entry.id, path) }),
    ...{ size, sha256, license: license ?? entry.license, niftynet, mirrors },
    files: files && fileList(files),
  }
}

/** The state dict by itself, under the name that torch.hub checks. */
function torchHub({ id, torchHub }: StoreEntry): object | null {
  if (torchHub === null) return null
  const { path, url, size, sha256 } = torchHub
  return { ...(path === null ? { url } : { path: relativeUrl(id, path) }), size, sha256 }
}

/** The section that is a bundle by itself, as MONAI unpacks it. */
function monai({ id, monai }: StoreEntry): object | null {
  if (monai === null) return null
  const { name, section, path, url, size, sha256, sha1 } = monai
  return { name, section, ...(path === null ? { url } : { path: relativeUrl(id, path) }), size, sha256, sha1 }
}

function fileList(files: FileDigest[]): FileDigest[] {
  return files.map(({ path, size, sha256 }) => ({ path, size, sha256 }))
}
