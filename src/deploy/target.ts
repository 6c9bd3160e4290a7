/** A place that a store is deployed to. */
import type { DeployFile } from './plan.ts'

/** What lies at the target under a path. */
export interface RemoteFacts {
  size: number
  /** As it was put there by a deploy, or read now; null: nobody knows. */
  sha256: string | null
  /** Whether the target says of the file what it should: type, and how long it may be kept. */
  hasHeaders: boolean
}

export interface Target {
  /** As the person called it. */
  label: string
  /** Sizes of all that is there, by path. Asks for it again each time. */
  list: () => Promise<Map<string, number>>
  /** What is there in the place of a file; null: nothing. `isExact`: find out the sum, whatever it costs. */
  facts: (file: DeployFile, isExact: boolean) => Promise<RemoteFacts | null>
  /** Puts the file there, whole or not at all, and looks whether it arrived; `onBytes` hears of its bytes once. */
  put: (file: DeployFile, onBytes: (count: number) => void) => Promise<void>
  /** Whether an earlier deploy put it there. */
  owns: (path: string) => Promise<boolean>
  remove: (path: string) => Promise<void>
}
