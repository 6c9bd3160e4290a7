/**
 * Sums of an archive's pieces, by which a client finds the damaged ones and fetches those alone (formats/metalink.ts). They are taken behind
 * the writer's back, from what the system still holds of the file, by a thread that codes blocks and has time left.
 *
 * SHA-256, dear as it is: where there are pieces aria2 compares nothing else.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256, type Digest } from '../lib/hash.ts'
import type { Ledger } from '../lib/ledger.ts'
import type { Pieces } from '../store.ts'
import { cached } from './cache.ts'
import { coderFor, type Coder } from './coder.ts'

/** Bytes; a smaller archive is sooner fetched again than mended. */
export const PIECES_FROM = 64 * 2 ** 20
const SHORTEST = 4 * 2 ** 20
const MOST_PIECES = 2048
const ENGINE = 'pieces-1'

/** Bytes of a piece of an archive whose members have so many: the shortest power of two that makes no long list. */
export function pieceLength(bytes: number): number {
  let length = SHORTEST
  while (length * MOST_PIECES < bytes) length *= 2
  return length
}

/** Hashes the pieces of a file while it is written. */
export class PieceSums {
  readonly #path: string
  readonly #length: number
  readonly #coder: Coder | undefined
  readonly #hashing: Promise<string>[] = []
  #begun = 0

  /** `length` is that of a piece, in bytes. */
  constructor(path: string, length: number, coder?: Coder) {
    this.#path = path
    this.#length = length
    this.#coder = coder
  }

  /** The file has so many bytes now, none of which changes any more. */
  wrote(size: number): void {
    if (size < PIECES_FROM) return
    while (this.#begun + this.#length <= size) this.#hash(this.#length)
  }

  /** The sums of a file that has so many bytes for good; null: it is too small to have any. */
  async finish(size: number): Promise<string[] | null> {
    if (size < PIECES_FROM) return null
    this.wrote(size)
    if (this.#begun < size) this.#hash(size - this.#begun)
    return Promise.all(this.#hashing)
  }

  #hash(length: number): void {
    const coder = this.#coder ?? coderFor(PIECES_FROM)
    const sum = coder.hashRange({ path: this.#path, at: this.#begun, length })
    // Whoever finishes hears of a failure; a file that is given up needs nobody to.
    sum.catch(() => undefined)
    this.#hashing.push(sum)
    this.#begun += length
  }
}

/** An archive in the cache, and the sums that were taken while it was written; null: it was there already. */
export interface Summed extends Digest {
  path: string
  found: string[] | null
}

/** The sums of an archive's pieces, from the cache where they were taken before; null: it is too small to have any. */
export async function cachedPieces(
  { path, size, sha256: sum, found }: Summed,
  length: number,
  { cacheDir, cache }: { cacheDir: string; cache: Ledger },
): Promise<{ pieces: Pieces; cacheFile: string } | null> {
  if (size < PIECES_FROM) return null
  const key = sha256(JSON.stringify([ENGINE, length, sum]))
  const note = await cached(join(cacheDir, 'sums'), key, cache, async (aside) => {
    const sums = found ?? (await new PieceSums(path, length).finish(size))!
    const text = sums.join('\n')
    writeFileSync(aside, text, { flag: 'wx' })
    return { size: text.length, sha256: sha256(text) }
  })
  const pieces = { length, sha256: readFileSync(note.path, 'utf8').split('\n') }
  return { pieces, cacheFile: `sums/${key}` }
}
