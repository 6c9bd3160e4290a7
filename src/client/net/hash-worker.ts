/** The thread of `FileHash`: hashes as far as it is told, waits for more, and posts the digest when there will be no more. */
import { createHash } from 'node:crypto'
import { readSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'

interface Work {
  fd: number
  /** Twice the bytes that may be read; one more when there will be no others. */
  state: BigInt64Array
  bufferBytes: number
}

const { fd, state, bufferBytes } = workerData as Work
const buffer = Buffer.allocUnsafeSlow(bufferBytes)
const hash = createHash('sha256')
let at = 0

for (;;) {
  const told = Atomics.load(state, 0)
  const size = Number(told / 2n)
  if (at === size && told % 2n === 1n) break
  if (at === size) Atomics.wait(state, 0, told)
  else at += hashPiece(size)
}
parentPort!.postMessage(hash.digest('hex'))

function hashPiece(size: number): number {
  const count = readSync(fd, buffer, 0, Math.min(buffer.length, size - at), at)
  if (count === 0) throw new Error('The file has become shorter while it was hashed.')
  hash.update(buffer.subarray(0, count))
  return count
}
