import type { OwnImports } from './pickle/allowed.ts'
import type { Value } from './pickle/value.ts'
import type { Finding } from './finding.ts'
import type { CheckpointReport } from './report.ts'

/** What came of looking into one file. */
export interface Inspection {
  /** Null: nothing that holds weights, or it cannot be told. */
  report: CheckpointReport | null
  findings: Finding[]
  /** The plans that an nnU-Net checkpoint keeps; absent: none. */
  plans?: Value | undefined
}

export interface InspectOptions {
  /** What the store's owner allows beside our list. */
  own: OwnImports
  /** Paths of all files of the entry, for formats that name others. */
  paths: ReadonlySet<string>
}

/** A file that is no checkpoint. */
export const NOTHING: Inspection = { report: null, findings: [] }
