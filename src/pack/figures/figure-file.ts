/** Files of an entry that figures are made from. One that cannot be read gives no figure; whoever packs it says why. */
import type { ByteSource } from '../../lib/byte-source.ts'
import { errorCode } from '../../lib/files.ts'
import type { Entry, SourceFile } from '../../zoo/entry.ts'
import { lookInto, readWhole, SourceError, sourceOf, type SourceZoo } from '../source.ts'

/** The whole text of a file; null where it is larger than `most` bytes or cannot be read. */
export function figureText(entry: Entry, zoo: SourceZoo, file: SourceFile, most: number): string | null {
  if (file.size > most) return null
  return orNull(() => readWhole(sourceOf(zoo, entry.id, file)).toString('utf8'))
}

/** What `work` finds in a file of any size; null where the file cannot be read. */
export function figureFrom<Result>(
  entry: Entry,
  zoo: SourceZoo,
  file: SourceFile,
  work: (bytes: ByteSource) => Result,
): Result | null {
  return orNull(() => lookInto(sourceOf(zoo, entry.id, file), work))
}

function orNull<Result>(work: () => Result): Result | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof SourceError || errorCode(error) !== '') return null
    throw error
  }
}
