/**
 * The one record that every layout of a model's folder is turned into.
 *
 * Nothing here says where a file came from but a path inside the entry's own folder, so an `Entry` is the same on every
 * machine. All fields are plain data (JSON), because the record is handed to the pages by file.
 */
import type { CheckpointReport } from '../inspect/report.ts'

import type { CommercialUse } from './commercial-use.ts'

/** How the folder was recognised: a model card with sections, a DIGITS snapshot, or an nnU-Net results folder. */
export type Layout = 'card' | 'digits' | 'nnunet'

/** Where NiftyNet's client unpacks a section: `<home>/<destination>/<local_id>/`. */
export const DESTINATIONS = ['models', 'data', 'extensions', 'examples'] as const
export type Destination = (typeof DESTINATIONS)[number]

export interface Author {
  name: string
  affiliation: string | null
  /** 16 digits in groups of four, without the address: `0000-0002-1825-0097`. */
  orcid: string | null
}

/** What may be done with the model. `id` is a lower-case SPDX or Hugging Face id, or `other`; null: nobody said. */
export interface License {
  id: string | null
  /** For people: the SPDX name, or what the author wrote. */
  name: string
  url: string | null
  /** As far as the id tells. */
  commercialUse: CommercialUse
}

/** One measured number of the card's `model-index`. */
export interface Result {
  task: string | null
  dataset: string
  split: string | null
  metric: string
  /** As written in the card, so that `0.9730` keeps its zero. */
  value: string
}

/** A regular file under the entry's folder. */
export interface SourceFile {
  /** Path inside the archive or folder that publishes it, `/` between components. */
  path: string
  /** Path inside the entry's folder, `/` between components. */
  from: string
  /** Bytes. */
  size: number
}

/** A file in the Citation File Format, checked only as far as to be one. */
export interface CitationFile extends SourceFile {
  /** As it stands in the file. */
  text: string
}

/** Files that are hosted elsewhere: published as they are stated, never downloaded. */
export interface HostedFile {
  url: string
  /** Lower-case hex. */
  sha256: string
  /** Bytes. */
  size: number
}

/** One download section of a model card: `weights`, `data`, `code`, … */
export interface Section {
  name: string
  /** Null: NiftyNet has no place for it, so its spec leaves it out. */
  destination: Destination | null
  /** The folder's name below the destination. */
  localId: string
  /** Null: the entry's own. */
  license: License | null
  /** Further addresses of the same bytes. */
  mirrors: string[]
  /** Exactly one of `files` (packed here) and `hosted` is not null. */
  files: SourceFile[] | null
  hosted: HostedFile | null
}

/** What a DIGITS job wrote about its snapshot. */
export interface DigitsSnapshot {
  /** `info.json` as read; only text, numbers, booleans and lists of them are kept. */
  info: Record<string, JsonValue>
  /** `aux.json` as read: `affiliate`, `dataset`, `license`. */
  aux: Record<string, JsonValue>
  /** The text of `license.txt`; null where the folder has none. */
  licenseText: string | null
  framework: 'caffe' | 'torch' | 'tensorflow'
  /** Every file of the snapshot, `info.json` included; what the tarball holds. */
  files: SourceFile[]
}

export interface NnunetTraining {
  /** `<Trainer>__<Plans>__<configuration>`. */
  folder: string
  trainer: string
  plans: string
  configuration: string
  /** `fold_0`, `fold_1`, … `fold_all`, in this order. */
  folds: string[]
}

export interface NnunetResults {
  trainings: NnunetTraining[]
  /** Channel names of `dataset.json`, in the order of their numbers. */
  channels: string[]
  /** Label names of `dataset.json`, background included, in the order of the file. */
  labels: string[]
  /** What stands for each of them in a label map: one number, or several where it is a region made of others. */
  labelValues: number[][]
  /** Every file below the training folders; `path` begins with `<id>/`. */
  files: SourceFile[]
}

/** What was found in a file of weights, by its path inside the entry's folder. */
export type EntryCheckpoint = CheckpointReport & { path: string }

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue }

export interface Entry {
  id: string
  layout: Layout
  title: string
  /** One sentence; may be empty. Plain text, never Markdown or HTML. */
  summary: string
  /** Plain dotted numbers: `1.0`. */
  version: string
  /** The day of its release, `2026-11-20`; null: nobody said. */
  date: string | null
  license: License
  /** Hugging Face's `library_name`: the framework. */
  library: string | null
  /** Hugging Face's `pipeline_tag`: the task. */
  task: string | null
  modality: string[]
  tags: string[]
  datasets: string[]
  metrics: string[]
  languages: string[]
  baseModels: string[]
  authors: Author[]
  /** BibTeX. */
  citation: string | null
  /** Without the address: `10.1109/TMI.2018.2806309`. */
  doi: string | null
  /** The folder's own `CITATION.cff`; null: there is none that can be used. */
  citationFile: CitationFile | null
  homepage: string | null
  /** Id or address of the model that replaces this one. */
  newVersion: string | null
  results: Result[]
  /** The card's prose: untrusted Markdown without the front matter; empty where there is no card. */
  card: string
  sections: Section[]
  digits: DigitsSnapshot | null
  nnunet: NnunetResults | null
  /** Sorted by path; filled in by the checks, which read the files. */
  checkpoints: EntryCheckpoint[]
  /** The entry's picture, a path inside its folder. */
  thumbnail: SourceFile | null
  /** `training_log.csv` in the entry's root; null: none. */
  trainingLog: SourceFile | null
  /** The pictures that the card shows; `path` is what the card calls them. */
  pictures: SourceFile[]
}
