/** What scripts in a browser read of `/<id>/entry.json` and `/catalogue.json`; formats/ writes them. */
import type { Network } from '../inspect/network/network.ts'
import type { CheckpointReport } from '../inspect/report.ts'
import type { FileDigest } from '../store.ts'
import type { License, Result } from '../zoo/entry.ts'

/** Relative to the entry's folder, or absolute where the file is hosted elsewhere. */
type Place = { path: string; url?: undefined } | { url: string; path?: undefined }

export type DocumentDownload = Place & {
  section: string
  size: number
  sha256: string
  license: License
  /** Null: nobody has opened it. */
  files: FileDigest[] | null
}

export interface DocumentVersion {
  version: string
  /** Null: it stands. */
  yanked: { date: string; reason: string } | null
  /** These three of earlier versions; the current one's are the entry's. */
  title?: string
  license?: License
  results?: Result[]
  downloads: DocumentDownload[]
  torchHub: (Place & { size: number; sha256: string }) | null
  monai?: (Place & { size: number; sha256: string }) | null
}

export interface EntryDocument {
  id: string
  title: string
  summary: string
  version: string
  license: License
  task: string | null
  library: string | null
  modality: string[]
  tags: string[]
  datasets: string[]
  languages: string[]
  baseModels: string[]
  authors: { name: string }[]
  results: Result[]
  thumbnail: { small: { path: string; width: number; height: number } } | null
  clients: string[]
  digits: { framework: string; files: FileDigest[] } | null
  nnunet: {
    trainings: { configuration: string; folds: string[] }[]
    channels: string[]
    labels: string[]
  } | null
  checkpoints: (CheckpointReport & { file: string })[]
  figures: { networks: Network[] }
  /** The newest first. */
  versions: DocumentVersion[]
}

/** What stands at the same address for a model that was withdrawn altogether. */
export interface WithdrawnDocument {
  id: string
  title: string
  version?: undefined
  /** The newest first. */
  versions: Pick<DocumentVersion, 'version' | 'yanked'>[]
}

export interface CatalogueDocument {
  entries: { id: string; title: string; downloads: (Place & { section: string; sha256: string })[] }[]
}
