/**
 * A thread that codes blocks: takes the memory that each comes in, and sends it back with the coded block. Besides it hashes what is written
 * of files. It answers in the order of the requests.
 */
import { parentPort } from 'node:worker_threads'
import { hashFileRange, type FileRange } from '../lib/hash.ts'
import { toSlot, type Answer, type Job } from './coder.ts'
import { deflateBlock } from './deflate.ts'
import { openHuffman } from './huffman/huffman.ts'

const huffman = openHuffman()

parentPort!.on('message', (job: Job) => {
  if ('range' in job) {
    parentPort!.postMessage(hash(job.range))
    return
  }
  const { slot, size } = job
  const coded = toSlot(deflateBlock(new Uint8Array(slot, 0, size), huffman), slot)
  parentPort!.postMessage({ slot, size: coded.length }, [slot])
})

/** The thread must outlive a file that went away. */
function hash(range: FileRange): Answer {
  try {
    return { sha256: hashFileRange(range) }
  } catch (error) {
    return { fault: String(error) }
  }
}
