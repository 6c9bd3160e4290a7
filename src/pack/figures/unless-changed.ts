import { SourceError } from '../source.ts'

/** Null where a file is no longer what was found when its entry was read: whoever packs it reports that. */
export async function unlessChanged<Result>(work: () => Promise<Result>): Promise<Result | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof SourceError) return null
    throw error
  }
}
