/** What an archive may unpack to. */
export interface ExtractLimits {
  /** Of one archive without a published list; with one, exactly its files. */
  bytes: number
  /** Of one archive, folders counted. */
  files: number
}

export const LIMITS: ExtractLimits = { bytes: 200e9, files: 1_000_000 }
