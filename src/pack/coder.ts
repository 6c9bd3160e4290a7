/**
 * Who codes the blocks of an archive: workers on every processor, or this thread where an archive is too small for that to pay. The
 * bytes are the same. Where there is no WebAssembly zlib codes, in Node's own threads.
 */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { deflateRaw } from 'node:zlib'
import { promisify } from 'node:util'
import { errorCode } from '../lib/files.ts'
import { hashFileRange, type FileRange } from '../lib/hash.ts'
import {
  BLOCK_BYTES,
  codingFor,
  deflateBlock,
  isZero,
  keepIfSmaller,
  storeBlock,
  zeros,
  ZLIB_OPTIONS,
} from './deflate.ts'
import { hasHuffman, openHuffman } from './huffman/huffman.ts'

/** Of the memory that a block is handed over in: any coded block fits. */
export const SLOT_BYTES = BLOCK_BYTES + 64 * 1024

export interface Coder {
  /** Blocks that may be under way at once. */
  atOnce: number
  /** Codes the first `size` bytes of a slot, whose memory is given away; the result's may be used again. */
  code: (slot: ArrayBuffer, size: number) => Promise<Uint8Array>
  /** SHA-256 of a part of a file that stands still, beside the coding where there are threads for it. */
  hashRange: (range: FileRange) => Promise<string>
}

interface Slot {
  slot: ArrayBuffer
  /** Bytes that are filled. */
  size: number
}

/** What a thread is asked for: to code a slot, or to hash a part of a file. */
export type Job = Slot | { range: FileRange }
/** `fault`: the file could not be read. */
export type Answer = Slot | { sha256: string } | { fault: string }

/** Below this starting workers costs more than they save. */
const WORTH_WORKERS = 8 * BLOCK_BYTES

/**
 * Reading and hashing weights keeps one processor busy for longer than two workers need to code them. Each further worker takes 26 MB
 * and two blocks of every archive under way, and an archive must not need more memory where there are more processors.
 */
const AT_WORK = Math.min(availableParallelism(), 2)

let workers: WorkerCoder | undefined

/** The coder for an archive of so many bytes. Workers are started for the first that needs them, and end with the process at the latest. */
export function coderFor(bytes: number): Coder {
  if (!hasHuffman()) return zlibCoder()
  if (bytes < WORTH_WORKERS) return ownThread()
  workers ??= startWorkers() ?? undefined
  return workers ?? ownThread()
}

/** Null where the surroundings forbid threads (`node --permission`). */
function startWorkers(): WorkerCoder | null {
  try {
    return workerCoder(AT_WORK)
  } catch (error) {
    if (errorCode(error) === 'ERR_ACCESS_DENIED') return null
    throw error
  }
}

/** When nothing is being coded: gives back what the workers hold, some 25 MB each. The next archive that needs them starts others. */
export async function endWorkers(): Promise<void> {
  const ended = workers?.end()
  workers = undefined
  await ended
}

/** Codes in this thread. */
export function ownThread(): Coder {
  const huffman = openHuffman()
  return {
    atOnce: 1,
    code: (slot, size) => {
      const coded = deflateBlock(new Uint8Array(slot, 0, size), huffman)
      // The coder's memory is written over by the next block.
      return Promise.resolve(toSlot(coded, slot))
    },
    hashRange: hashHere,
  }
}

/** Codes in Node's threads, with zlib alone: valid archives, other bytes. */
export function zlibCoder(): Coder {
  const inThreadPool = promisify(deflateRaw) as (block: Uint8Array, options: object) => Promise<Buffer>
  return {
    atOnce: AT_WORK + 1,
    code: async (slot, size) => {
      const block = new Uint8Array(slot, 0, size)
      if (isZero(block)) return zeros()
      const coding = codingFor(block)
      const coded = coding === 'stored' ? storeBlock(block) : await inThreadPool(block, ZLIB_OPTIONS[coding])
      return keepIfSmaller(block, coded)
    },
    hashRange: hashHere,
  }
}

function hashHere(range: FileRange): Promise<string> {
  return new Promise((resolve) => {
    resolve(hashFileRange(range))
  })
}

/** Copies a coded block into the memory that its input came in. */
export function toSlot(coded: Uint8Array, slot: ArrayBuffer): Uint8Array {
  const place = new Uint8Array(slot, 0, coded.length)
  place.set(coded)
  return place
}

/** A worker holds no more than a few blocks, most of them outside of its heap. */
const WORKER_MEMORY = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 }

export interface WorkerCoder extends Coder {
  end: () => Promise<void>
}

interface Waiting {
  resolve: (answer: Answer) => void
  reject: (reason: unknown) => void
}

/** Codes in `count` workers, each of which does its jobs in turn. */
export function workerCoder(count: number): WorkerCoder {
  const queues = Array.from({ length: count }, () => startWorker())
  const shortest = () => queues.toSorted((a, b) => a.load() - b.load())[0]!
  return {
    atOnce: 2 * count + 1,
    code: async (slot, size) => {
      const answer = await shortest().ask({ slot, size }, [slot])
      if (!('slot' in answer)) throw new Error(ENDED)
      return new Uint8Array(answer.slot, 0, answer.size)
    },
    // All in one, so that the others are free for blocks, which are waited for.
    hashRange: async (range) => {
      const answer = await queues.at(-1)!.ask({ range })
      if ('sha256' in answer) return answer.sha256
      throw new Error('fault' in answer ? answer.fault : ENDED)
    },
    end: async () => {
      await Promise.all(queues.map(({ end }) => end()))
    },
  }
}

const ENDED = 'A thread that codes archives has ended.'
/** A part of a file takes as long as several blocks. */
const RANGE_LOAD = 16

function startWorker() {
  const worker = new Worker(new URL('./coder-worker.ts', import.meta.url), { resourceLimits: WORKER_MEMORY })
  const waiting: (Waiting & { load: number })[] = []
  let failure: Error | undefined
  const fail = (reason: unknown) => {
    failure ??= reason instanceof Error ? reason : new Error(ENDED)
    for (const { reject } of waiting.splice(0)) reject(failure)
  }
  worker.on('message', (answer: Answer) => {
    waiting.shift()!.resolve(answer)
    // A worker with nothing to do must not keep the process.
    if (waiting.length === 0) worker.unref()
  })
  worker.on('error', fail)
  worker.on('exit', fail)
  worker.unref()
  const ask = (job: Job, given: ArrayBuffer[] = []) =>
    new Promise<Answer>((resolve, reject) => {
      // Nobody would ever answer.
      if (failure) {
        reject(failure)
        return
      }
      waiting.push({ resolve, reject, load: 'range' in job ? RANGE_LOAD : 1 })
      worker.ref()
      worker.postMessage(job, given)
    })
  const load = () => waiting.reduce((sum, { load }) => sum + load, 0)
  return { ask, load, end: () => worker.terminate() }
}
