/**
 * Rules over what the files of an entry hold. Each file is opened once, and every rule looks at it.
 */
import type { ByteSource } from '../lib/byte-source.ts'
import type { Entry } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'

/** One file of an entry, open for as long as the rules look at it. */
export interface Content {
  entry: Entry
  /** Path inside the entry's folder. */
  path: string
  /** Paths of all files of the entry that are published. */
  paths: ReadonlySet<string>
  /** What problems call the file: `zoo/liver/weights/model.pth`. */
  place: string
  bytes: ByteSource
  /** Its first bytes, `HEAD_BYTES` at most, read already: enough for most rules to turn away. */
  head: Buffer
  /** Address of the store's owner, as the store's card gives it. */
  contact?: string | null
}

export const HEAD_BYTES = 4096

/** A rule over one file. It never throws for what the file holds, and its memory does not grow with the file. */
export type ContentCheck = (content: Content) => Problem[]
