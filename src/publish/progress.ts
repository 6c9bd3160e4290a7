/**
 * What a build tells whoever started it: while it runs, and at the end.
 */
import type { Problem } from '../zoo/problem.ts'

/** What a step counts as its entries: those of the zoo, or single files. */
export type Unit = 'entry' | 'file'

/** Told what a build is about to do. */
export interface Progress {
  /** A new step, and how much of it there is to do; nothing: it takes a moment. */
  step: (what: string, total?: { entries?: number; bytes?: number; unit?: Unit }) => void
  /** Work on an entry, or on whatever else the step counts, begins. */
  entry: (id: string) => void
  /** Bytes of the step that are done since the last call. */
  bytes: (count: number) => void
}

/** What was published. */
export interface PublishedStore {
  url: string
  /** Where its archives are to be published; null: beside its pages. */
  artifactsUrl: string | null
  entries: number
  archives: number
  /** Of all archives. */
  bytes: number
}

/** What a build has to say. */
export interface Published {
  /** Null: problems kept the store from being published, and the last one stands as it was. */
  store: PublishedStore | null
  /** The disk says that the store is what a build would make. */
  isUnchanged: boolean
  problems: Problem[]
  /** Archives made now, and taken from the cache. */
  packed: number
  reused: number
  /** What was removed from the cache; absent: nothing was to be. */
  pruned?: { files: number; bytes: number }
}
