/** Reads the files of a store once each, whatever their size, and tells what they are. */
import { createHash } from 'node:crypto'
import { mapLimit } from '../lib/map-limit.ts'
import type { Progress } from '../publish/progress.ts'
import type { Problem } from '../zoo/problem.ts'
import type { Sums } from './parse-sums.ts'
import { FileFault, type StoreSource } from './store-source.ts'

/** A file that is to be read. */
export interface Wanted {
  path: string
  /** Bytes that it may have. */
  limit: number
  /** Told of its text. Nothing of the others is kept. */
  onText?: (text: string) => void
}

/** Told of the size of each file that could be read. Gives what is wrong with the others, and with those of another hash than `authority` says. */
export async function readFiles(
  source: StoreSource,
  sums: Sums,
  wanted: readonly Wanted[],
  { progress, onSize }: { progress: Progress; onSize: (path: string, size: number) => void },
  authority = 'SHA256SUMS',
): Promise<Problem[]> {
  const found = await mapLimit(wanted, READ_AT_ONCE, async (file) => {
    progress.entry(file.path)
    const message = await readOne(source, sums, file, { progress, onSize, authority })
    return message === null
      ? []
      : [{ file: `${source.label}/${file.path}`, message, severity: 'error' as const }]
  })
  return found.flat()
}

/** A server answers while another file is on its way. */
const READ_AT_ONCE = 4

async function readOne(
  source: StoreSource,
  sums: Sums,
  { path, limit, onText }: Wanted,
  {
    progress,
    onSize,
    authority,
  }: { progress: Progress; onSize: (path: string, size: number) => void; authority: string },
): Promise<string | null> {
  let state = newState()
  const begin = () => {
    state = newState()
    return (chunk: Uint8Array) => {
      state.running.update(chunk)
      state.size += chunk.length
      if (onText) state.parts.push(Uint8Array.from(chunk))
      progress.bytes(chunk.length)
    }
  }
  const fault = await source.read(path, limit, begin).then(() => null, toMessage)
  if (fault !== null) return fault
  onSize(path, state.size)
  onText?.(new TextDecoder().decode(Buffer.concat(state.parts)))
  const sha256 = state.running.digest('hex')
  if (sha256 === sums.get(path)) return null
  return `Its SHA-256 is ${sha256}, but ${authority} says ${sums.get(path)!}. Get or publish the file again.`
}

function newState() {
  return { running: createHash('sha256'), size: 0, parts: [] as Uint8Array[] }
}

function toMessage(error: unknown): string {
  if (error instanceof FileFault) return error.message
  throw error
}
