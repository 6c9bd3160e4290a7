/** Compressed bytes of a file as they are when unpacked, a piece at a time. */
import { setImmediate } from 'node:timers/promises'
import { createGunzip, createInflateRaw } from 'node:zlib'
import type { ByteSource } from '../../lib/byte-source.ts'
import { countReceived } from '../net/freed-memory.ts'
import { ArchiveFault } from './member.ts'

/** Bytes. */
export const PIECE = 128 * 1024

/** The bytes from `from` up to `to` as they lie there; other work has its turn in between. */
export async function* piecesOf(source: ByteSource, from: number, to: number): AsyncGenerator<Buffer> {
  for (let at = from; at < to; at += PIECE) {
    const piece = source.read(at, Math.min(PIECE, to - at))
    if (piece.length < Math.min(PIECE, to - at))
      throw new ArchiveFault('It became shorter while it was read.')
    yield piece
    countReceived(piece.length)
    await setImmediate()
  }
}

/** What a gzip file holds: one member or several, with zeros or nothing behind the last, as GNU tar and Python take it. */
export async function* gunzipped(source: ByteSource): AsyncGenerator<Buffer> {
  const end = yield* inflated(createGunzip({ chunkSize: PIECE }), source, 0, source.size)
  for await (const piece of piecesOf(source, end, source.size))
    if (piece.some((byte) => byte !== 0)) throw new ArchiveFault('Something lies behind its end.')
}

/** What deflate made of a file; it must end exactly at `to`. */
export async function* inflatedRaw(source: ByteSource, from: number, to: number): AsyncGenerator<Buffer> {
  const end = yield* inflated(createInflateRaw({ chunkSize: PIECE }), source, from, to)
  if (end !== to) throw new ArchiveFault('It is broken: a file in it ends before its place does.')
}

type Engine = ReturnType<typeof createGunzip> | ReturnType<typeof createInflateRaw>

/** Returns where the compressed bytes end. */
async function* inflated(
  engine: Engine,
  source: ByteSource,
  from: number,
  to: number,
): AsyncGenerator<Buffer, number> {
  const fed = feed(engine, source, from, to)
  try {
    for await (const piece of engine as AsyncIterable<Buffer>) {
      yield piece
      countReceived(piece.length)
    }
    await fed
  } catch (error) {
    throw isZlibError(error) ? new ArchiveFault(sentenceOf(error.code)) : error
  } finally {
    engine.destroy()
  }
  return from + engine.bytesWritten
}

/**
 * Writes until the engine takes no more. Not by `pipeline`: where something lies behind the end, it fails or not as it happens, and
 * says nothing of what was left over. Never rejects: what fails is told to whoever reads.
 */
async function feed(engine: Engine, source: ByteSource, from: number, to: number): Promise<void> {
  try {
    for (let at = from; at < to; at += PIECE) {
      const piece = source.read(at, Math.min(PIECE, to - at))
      await new Promise<void>((done) => engine.write(piece, () => done()))
      if (engine.destroyed || engine.bytesWritten < at - from + piece.length) return
    }
    engine.end()
  } catch (error) {
    engine.destroy(error as Error)
  }
}

function isZlibError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && /^(Z_|ERR_)/.test(String(error.code))
}

function sentenceOf(code: string): string {
  if (code === 'Z_BUF_ERROR') return 'It is cut off: its end is missing.'
  return 'It is broken: it cannot be decompressed.'
}
