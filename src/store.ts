/**
 * The one record that everything below reads: formats, documents and pages.
 *
 * It is made once, after reading, checking and packing, and is plain data (JSON): nothing that reads it touches the disk.
 */
import type { Network } from './inspect/network/network.ts'
import type { Chart, ScoreTable } from './inspect/training/chart.ts'
import type { HeadlineMetric } from './inspect/training/headline-metric.ts'
import type { Host } from './zoo/card-schema.ts'
import type { Destination, Entry, License, Result } from './zoo/entry.ts'

/** What the store's owner says about the store, from `zoo/README.md`. */
export interface Site {
  title: string
  /** DIGITS' welcome text, and the sentence below the title. */
  message: string
  /** Public address without a trailing slash: `https://lab.example/zoo`. */
  url: string
  /** An address for people: `mailto:…` or `https://…`; null: not given. */
  contact: string | null
  /** The owner's mark, beside the store's name. */
  logo: Picture | null
  /** `#rrggbb` as the owner states it; null: the site's own green. */
  accent: string | null
  /** Where archives are published instead of beside the pages, without a trailing slash; null: beside them. */
  artifacts: string | null
  /** What the store lies on, as its owner says; null: not said. */
  host: Host | null
  /** Untrusted Markdown of one paragraph, for the foot of every page; may be empty. */
  footer: string
  /** Untrusted Markdown for the home page; may be empty. */
  prose: string
  /** The line of base64 in minisign's public key; absent: the store is not signed. */
  publicKey?: string
}

/** A file inside an archive, or one that is published by itself. */
export interface FileDigest {
  path: string
  /** Bytes. */
  size: number
  /** Lower-case hex. */
  sha256: string
}

/** Of a file that the store publishes, beside its pages or among its artifacts, its path there; null: it is hosted elsewhere. */
export function ownPath({ path, artifact }: Pick<Download, 'path' | 'artifact'>): string | null {
  return path ?? artifact ?? null
}

/** Sums of the parts of a file, by which a client mends a damaged one. */
export interface Pieces {
  /** Bytes of each but the last, which may be shorter. */
  length: number
  /** Lower-case hex, in the order of the parts. */
  sha256: string[]
}

/** Something a client downloads as one piece: an archive of ours, or a file hosted elsewhere. */
export interface Download {
  /** The section of a card; for a DIGITS or nnU-Net entry its id. */
  section: string
  /** Path below the store's address, `<id>/<version>/<section>.tar.gz`; null: hosted elsewhere. */
  path: string | null
  /** Path below `Site.artifacts`, where the store publishes its archives apart (`path` is null then); absent: it does not, or the file is not ours. */
  artifact?: string
  /** Absolute address: the store's own, that of its artifacts, or where the file is hosted. */
  url: string
  size: number
  sha256: string
  /** Regular files in the archive, sorted by path; null where the file is hosted elsewhere and was never opened. */
  files: FileDigest[] | null
  /** Null: NiftyNet has no place for it. */
  niftynet: { destination: Destination; localId: string } | null
  license: License | null
  mirrors: string[]
  /** Absent: the archive is too small to be mended, or the file is not ours. */
  pieces?: Pieces
}

/** A picture under `/<id>/media/`. */
export interface Picture {
  /** What the card calls it: `figures/dice.png`. */
  source: string
  /** Path below the store's address: `<id>/media/figures/dice.png`. */
  path: string
  width: number
  height: number
}

/** The entry's picture in two widths, WebP. */
export interface Thumbnail {
  small: Picture
  large: Picture
}

/** A volume of the data, in three slices at right angles, and the same with its label map where it has one. */
export interface View {
  /** The volume, by its path inside the entry's folder. */
  source: string
  /** The label map that lies over it, likewise; null: none. */
  labels: string | null
  /** Voxels along each axis, and their size in millimetres. */
  voxels: number[]
  spacing: number[]
  /** False: the file does not say how the patient lies in it, and the planes are named by the order of its axes. */
  isOriented: boolean
  /** Of the label map, or of a volume that is one: those above zero, ascending; null: the data has no name for it. */
  classes: { label: number; name: string | null }[]
  /** One picture for each of the planes that there are. */
  slices: { plane: 'sagittal' | 'coronal' | 'axial'; plain: Picture; labelled: Picture | null }[]
}

/** What an entry's files have to show. */
export interface Figures {
  charts: Chart[]
  scores: ScoreTable[]
  networks: Network[]
  /** Names of the classes that a network tells apart, in the order of its outputs; empty: no file lists them. */
  classes: string[]
  views: View[]
  samples: Picture[]
  /** nnU-Net's own plot of each fold that has no log to read. */
  progress: Picture[]
}

/** Where the store's own picture for previews of links lies. */
export const STORE_PREVIEW = 'media/card.jpg'

/** Of pictures for previews of links, in pixels: what readers of Open Graph ask for. */
export const PREVIEW_SIZE = { width: 1200, height: 630 }

/** One state dict under a name that holds its sum, where `torch.hub` looks for it. */
export interface TorchHubFile {
  /** Path below the store's address; null: hosted elsewhere. */
  path: string | null
  /** As of a `Download`. */
  artifact?: string
  /** Absolute. */
  url: string
  size: number
  sha256: string
}

/** A section that is a MONAI bundle, as the zip that `monai.bundle download` unpacks. */
export interface MonaiBundle {
  /** Of the zip and of the folder in it. */
  name: string
  /** The section that it is a second copy of. */
  section: string
  /** Path below the store's address; null: with the artifacts. */
  path: string | null
  /** As of a `Download`. */
  artifact?: string
  /** Absolute. */
  url: string
  size: number
  sha256: string
  /** Lower-case hex: MONAI's lists know no other sum. */
  sha1: string
}

/** A download of a version as it was first published: from `zoo.lock/`, whatever lies under zoo/ today. */
export interface ReleasedDownload {
  section: string
  /** `<id>/<version>/<section>.tar.gz`, below the store's address or that of its artifacts; null: hosted elsewhere. */
  path: string | null
  /** Where it is hosted; null: the store's own. */
  url: string | null
  size: number
  sha256: string
  /** Sorted by path; null where it was never opened. */
  files: FileDigest[] | null
}

/** The zip of a version that is a MONAI bundle; `path` as of a `ReleasedDownload`. */
export interface ReleasedBundle extends FileDigest {
  /** As of a `MonaiBundle`. */
  name: string
  section: string
  sha1: string
}

/** A version that was published, which nothing may change any more. */
export interface ReleasedVersion {
  version: string
  /** The day of its first publication: `2026-11-20`. */
  date: string
  /** Null: it stands. Otherwise its files are no longer offered. */
  yanked: { date: string; reason: string } | null
  title: string
  license: License
  results: Result[]
  /** Sorted by section. */
  downloads: ReleasedDownload[]
  /** The store's own file for torch.hub, `path` as of a `ReleasedDownload`; absent: there was none, or nobody wrote it down. */
  torchHub?: FileDigest
  /** Absent: likewise. */
  monai?: ReleasedBundle
}

/** Every file that the store published of a version and that must stay as it is: its own archives, and what lies beside them. */
export function releasedFiles({
  downloads,
  torchHub,
  monai,
}: Pick<ReleasedVersion, 'downloads' | 'torchHub' | 'monai'>): FileDigest[] {
  const files = [...downloads, ...[torchHub, monai].filter((file) => file !== undefined)]
  return files.flatMap(({ path, size, sha256 }) => (path === null ? [] : [{ path, size, sha256 }]))
}

/** A model that the store published once and no longer has: every version is yanked. */
export interface WithdrawnEntry {
  id: string
  /** Newest first; never empty. */
  versions: ReleasedVersion[]
}

export interface StoreEntry extends Entry {
  downloads: Download[]
  /** Every version that was released, newest first; the entry's own version is among them once it is. Empty: none ever was. */
  released: ReleasedVersion[]
  /** Paths of earlier versions' files, as their `ReleasedVersion` has them, that this build publishes again; the rest is kept by the host or gone. */
  archived: string[]
  media: Picture[]
  thumbnails: Thumbnail | null
  /** For previews of links; null: the store's own serves. */
  preview: Picture | null
  figures: Figures
  /** The one number that stands for the model; null: none does. */
  metric: HeadlineMetric | null
  /** DIGITS: each file of the snapshot, published unpacked at `/<id>/<path>`. Empty for other layouts. */
  loose: FileDigest[]
  /** Null: the weights are no single state dict that was found to be plain. */
  torchHub: TorchHubFile | null
  /** Null: no section is a bundle. */
  monai: MonaiBundle | null
  /** Those of the card's prose, as `cardWords` gives them. */
  words: string
}

export interface Store {
  site: Site
  /** Sorted by id. */
  entries: StoreEntry[]
}

/** What pages and documents about the whole store say of an entry: little enough to be kept of ten thousand. */
export type ListedEntry = Pick<
  StoreEntry,
  | 'id'
  | 'title'
  | 'summary'
  | 'version'
  | 'date'
  | 'license'
  | 'library'
  | 'task'
  | 'modality'
  | 'tags'
  | 'datasets'
  | 'authors'
  | 'thumbnails'
  | 'metric'
  | 'torchHub'
  | 'monai'
  | 'words'
> & {
  downloads: Omit<Download, 'files' | 'pieces'>[]
  digits: object | null
  nnunet: object | null
}

/** A store as its lists see it; every `Store` is one. */
export interface Listing {
  site: Site
  /** Sorted by id. */
  entries: readonly ListedEntry[]
}

/** The part of an entry that lists need, and nothing else. */
export function listed(entry: StoreEntry): ListedEntry {
  const { id, title, summary, version, date, license, library, task, modality, tags, datasets, authors } =
    entry
  return {
    ...{ id, title, summary, version, date, license, library, task, modality, tags, datasets, authors },
    thumbnails: entry.thumbnails,
    metric: entry.metric,
    torchHub: entry.torchHub,
    monai: entry.monai,
    words: entry.words,
    downloads: entry.downloads.map(
      ({ section, path, artifact, url, size, sha256, niftynet, license, mirrors }) => {
        const place = artifact === undefined ? { path, url } : { path, artifact, url }
        return { section, ...place, size, sha256, niftynet, license, mirrors }
      },
    ),
    digits: entry.digits && {},
    nnunet: entry.nnunet && {},
  }
}
