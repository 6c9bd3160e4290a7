/** A place that a store is deployed to. */
import type { DeployFile } from './plan.ts'

/** What the list of a target says of a file. */
export interface Listed {
  size: number
  /** Another one once the file is another; of no meaning beyond this target. */
  tag: string
}

/** What lies at the target under a path. */
export interface RemoteFacts {
  size: number
  /** As it was put there by a deploy, or read now; null: nobody knows. */
  sha256: string | null
  /** Whether the target says of the file what it should: type, and how long it may be kept. */
  hasHeaders: boolean
}

export interface PutTerms {
  /** Hears of the file's bytes once. */
  onBytes: (count: number) => void
  /** Nothing must lie there: what has come there meanwhile stays, where the target can tell. */
  isNew: boolean
}

export interface Target {
  /** As the person called it. */
  label: string
  /** All that is there, by path. Asks for it again each time. */
  list: () => Promise<Map<string, Listed>>
  /** What is there in the place of a file; null: nothing. `isExact`: find out the sum, whatever it costs. */
  facts: (file: DeployFile, isExact: boolean) => Promise<RemoteFacts | null>
  /** Puts the file there, whole or not at all, and looks whether it arrived. Gives its tag. */
  put: (file: DeployFile, terms: PutTerms) => Promise<string>
  /** Whether an earlier deploy put it there. */
  owns: (path: string) => Promise<boolean>
  remove: (path: string) => Promise<void>
}
