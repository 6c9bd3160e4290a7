/** What a reader of foreign bytes found wrong. The text is a full sentence or two; untrusted parts of it are quoted and escaped. */
export interface Finding {
  /** Counted from 0, in the file itself; null: no single place. */
  byte: number | null
  /** `checkpoint-import`, `corrupt-checkpoint`, … */
  kind: string
  message: string
  severity: 'error' | 'warning'
}

/** Ends the reading of one file: the bytes are not what they claim to be. */
export class FormatError extends Error {
  override name = 'FormatError'
  byte: number | null
  /** The sentence that people read. */
  constructor(message: string, byte: number | null = null) {
    super(message)
    this.byte = byte
  }
}

/** The same for what Python would take, but no checkpoint has: a limit of ours that is passed. */
export class LimitError extends FormatError {
  override name = 'LimitError'
}
