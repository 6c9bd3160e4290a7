/** SHA-256 of a file of any size, in pieces, so that Ctrl-C is heard in between. */
import { createHash } from 'node:crypto'
import { closeSync, readSync } from 'node:fs'
import { setImmediate as turn } from 'node:timers/promises'
import { openRegularFile } from '../../lib/files.ts'
import type { Digest } from '../../lib/hash.ts'

/** Reads of a megabyte are the fastest; sixteen of them take about ten milliseconds. */
const READ_BYTES = 1024 * 1024
const READS_A_TURN = 16

export interface HashOptions {
  signal: AbortSignal
  onBytes?: (count: number) => void
}

/** Null: there is no regular file; a link counts as none. */
export async function hashInTurns(path: string, { signal, onBytes }: HashOptions): Promise<Digest | null> {
  const fd = openRegularFile(path)
  if (fd === null) return null
  try {
    const hash = createHash('sha256')
    const buffer = Buffer.allocUnsafe(READ_BYTES)
    let size = 0
    for (let reads = 1; ; reads++) {
      const count = readSync(fd, buffer)
      if (count === 0) return { size, sha256: hash.digest('hex') }
      hash.update(buffer.subarray(0, count))
      size += count
      onBytes?.(count)
      if (reads % READS_A_TURN === 0) await turn(undefined, { signal })
    }
  } finally {
    closeSync(fd)
  }
}
