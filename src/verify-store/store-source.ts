/**
 * Where a published store is read from: a folder or a web server. Both are foreign: whatever they say is bounded and checked.
 */
import { UserError } from '../lib/user-error.ts'

/** Told that a file is read from its beginning, which may happen again after a fault; gives what takes its bytes in order. */
export type Begin = () => (chunk: Uint8Array) => void

export interface StoreSource {
  /** The store as the person called it, without a slash at its end. */
  label: string
  /**
   * Reads a file of at most `limit` bytes, piece by piece.
   * @throws FileFault where this file cannot be read whole; UserError where nothing can be read any more.
   */
  read: (path: string, limit: number, begin: Begin) => Promise<void>
  /** Everything that lies in the store, sorted; null: there is no telling. */
  list: (() => Listed[]) | null
}

export interface Listed {
  path: string
  /** False: a link, a pipe, a device. */
  isRegular: boolean
  /** Bytes. */
  size: number
}

/** What is wrong with one file, as sentences. */
export class FileFault extends Error {
  override name = 'FileFault'
  /** True where there simply is no such file. */
  readonly isMissing: boolean

  constructor(message: string, isMissing = false) {
    super(message)
    this.isMissing = isMissing
  }
}

/** A small file in memory; null where there is none. @throws FileFault, UserError */
export async function readSmall(source: StoreSource, path: string, limit: number): Promise<Buffer | null> {
  let parts: Uint8Array[] = []
  try {
    await source.read(path, limit, () => {
      parts = []
      return (chunk) => void parts.push(Uint8Array.from(chunk))
    })
    return Buffer.concat(parts)
  } catch (error) {
    if (error instanceof FileFault && error.isMissing) return null
    throw error
  }
}

/** For files that hold more than they may. */
export function tooLarge(limit: number): FileFault {
  return new FileFault(`The file has more than the ${limit} bytes that it may have. Get it again.`)
}

/** The store cannot be read at all. */
export class NoStoreError extends UserError {
  override name = 'NoStoreError'
}
