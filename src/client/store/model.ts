/**
 * What the client knows of a model, whatever kind of store it lies in. All of it comes from a server that nobody vouches for: whoever
 * makes these records has checked names and paths, and bounded their number and length.
 */

/** A file inside an archive, or one that is published by itself. */
export interface PublishedFile {
  /** `/` between components, each one fit for every disk. */
  path: string
  /** Bytes. */
  size: number
  /** Lower-case hex. */
  sha256: string
}

/** Something that is fetched as one piece. */
export interface RemoteDownload {
  /** The section of a card; of a DIGITS or nnU-Net entry its id. */
  section: string
  /** Base name of the file: `weights.tar.gz`. */
  fileName: string
  /** Absolute addresses: the store's own first, then mirrors. Never empty. */
  urls: string[]
  /** Null: the store does not say. */
  size: number | null
  sha256: string | null
  /** Where NiftyNet puts it below its home; null: nowhere. */
  niftynet: { destination: string; localId: string } | null
  /** Null: hosted elsewhere, and the store never opened it. */
  files: PublishedFile[] | null
}

/** A file that lies in a DIGITS store by itself; old stores tell neither size nor sum. */
export interface LooseFile {
  path: string
  url: string
  size: number | null
  sha256: string | null
  /** True: the model can be used without it, and the store may not have it. */
  isOptional?: boolean
}

/** What a store tells of a version, whether it still offers it or not. */
export interface VersionFacts {
  version: string
  /** The day of its first publication, as the store writes it; '' where it does not say. */
  date: string
  /** Null: it stands. */
  yanked: { date: string; reason: string } | null
  /** False: the store's last build did not hold its files; whoever hosts the store may have kept them. */
  isPublished: boolean
}

/** One version of a model. */
export interface Model {
  id: string
  title: string
  summary: string
  /** Null: a plain DIGITS store has no versions. */
  version: string | null
  /** Those that the store holds, the newest first. */
  versions: string[]
  /** The same, and those that were withdrawn. */
  history: VersionFacts[]
  layout: 'card' | 'digits' | 'nnunet'
  library: string | null
  task: string | null
  /** As it is shown: `CC-BY-4.0`. */
  license: string | null
  downloads: RemoteDownload[]
  /** Of a DIGITS entry: what DIGITS itself fetches. */
  digits: { framework: string; files: LooseFile[] } | null
  /** The document that the store publishes about it (`entry.json`, `info.json`), for `--json`. */
  document: Record<string, unknown>
}

/** A model as a list of the store shows it. */
export interface ListedModel {
  id: string
  title: string
  summary: string
  version: string | null
  library: string | null
  task: string | null
  license: string | null
  tags: string[]
  /** Bytes of all its downloads; null: the store does not say. */
  size: number | null
  /** Clients that can read it, as `catalogue.json` names them. */
  clients: string[]
  /** SHA-256 of each download, by section; empty where the store does not say. */
  downloads: { section: string; fileName: string; size: number; sha256: string }[]
}

/** An open store. */
export interface OpenStore {
  /** Without a slash at its end. */
  url: string
  kind: 'zoopress' | 'digits'
  title: string
  /** The welcome message; may be empty. */
  message: string
  /** Sorted by id. */
  models: ListedModel[]
  /** What its signature says; null: it is not signed. */
  signed: { keyId: string; serial: number | null; expires: string | null } | null
  /**
   * Everything about one model. `version` undefined: the newest.
   * @throws UserError where there is no such model or version, with the nearest ids.
   */
  model: (id: string, version?: string) => Promise<Model>
  /** Of a model that the store had once, when and why it was withdrawn, as a sentence; null: it knows of none. @throws UserError */
  withdrawal: (id: string) => Promise<string | null>
  /** SHA-256 of every file that the store publishes, by path; null: it has no list. */
  sums: () => Promise<ReadonlyMap<string, string> | null>
}
