/** Files of a training, read for what they tell; one that is too large, or no longer there, tells nothing. */
import type { Entry, SourceFile } from '../../zoo/entry.ts'
import { readWhole, SourceError, sourceOf, type SourceZoo } from '../source.ts'

const MAX_BYTES = 16 * 2 ** 20

/** Null where the file cannot be taken; bytes that are no UTF-8 become signs that no log means. */
export function readLog(entry: Entry, file: SourceFile, zoo: SourceZoo): string | null {
  if (file.size > MAX_BYTES) return null
  try {
    return new TextDecoder().decode(readWhole(sourceOf(zoo, entry.id, file)))
  } catch (error) {
    if (error instanceof SourceError) return null
    throw error
  }
}
