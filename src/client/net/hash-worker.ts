/** The thread of `HashThread`: hashes each file as far as it is told, in turn, and tells the digest when it is asked. */
import { createHash, type Hash } from 'node:crypto'
import { readSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'

export interface Task {
  id: number
  fd: number
  /** Bytes of the file that will not change any more. */
  size: number
  /** `forget` is answered when the file is not touched any more. */
  then: 'wait' | 'digest' | 'forget'
}

/** With neither: the file is forgotten. */
export interface Reply {
  id: number
  digest?: string
  error?: string
}

interface Running extends Task {
  hash: Hash
  /** Bytes that are hashed. */
  at: number
}

/** Read before the next file has its turn, and messages are heard. */
const TURN_BYTES = 4 * 1024 * 1024
const buffer = Buffer.allocUnsafeSlow(256 * 1024)
const files = new Map<number, Running>()
let isAtWork = false

parentPort!.on('message', (task: Task) => {
  if (task.then === 'forget') {
    files.delete(task.id)
    reply({ id: task.id })
    return
  }
  files.set(task.id, { ...(files.get(task.id) ?? { hash: createHash('sha256'), at: 0 }), ...task })
  if (!isAtWork) takeTurns()
})

function takeTurns(): void {
  for (const file of files.values()) takeTurn(file)
  isAtWork = [...files.values()].some(({ at, size }) => at < size)
  if (isAtWork) setImmediate(takeTurns)
}

function takeTurn(file: Running): void {
  const { id, hash } = file
  try {
    for (let end = Math.min(file.at + TURN_BYTES, file.size); file.at < end;) hashPiece(file, end)
    if (file.at < file.size || file.then !== 'digest') return
    files.delete(id)
    reply({ id, digest: hash.digest('hex') })
  } catch (error) {
    files.delete(id)
    reply({ id, error: error instanceof Error ? error.message : String(error) })
  }
}

function hashPiece(file: Running, end: number): void {
  const count = readSync(file.fd, buffer, 0, Math.min(buffer.length, end - file.at), file.at)
  if (count === 0) throw new Error('The file has become shorter while it was hashed.')
  file.hash.update(buffer.subarray(0, count))
  file.at += count
}

function reply(message: Reply): void {
  parentPort!.postMessage(message)
}
