/** A download from a store in a folder: a copy that is checked like any other download. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeDir } from '../../lib/files.ts'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import { openReal } from './local-file.ts'

/** The same as of a download. */
export interface WantedCopy {
  /** On disk, absolute. */
  path: string
  size: number | null
  sha256: string | null
}

export interface CopyOptions {
  signal?: AbortSignal
  onBytes?: (count: number) => void
}

const CHUNK_BYTES = 1024 * 1024

/**
 * Copies the file of a `file:` address, by way of `<path>.part`, and checks size and SHA-256 on the way; what stood at `path` is replaced
 * in one step, and stays where anything goes wrong.
 * @throws UserError
 */
export async function copyLocal(
  url: string,
  wanted: WantedCopy,
  { signal, onBytes }: CopyOptions = {},
): Promise<{ path: string; size: number; sha256: string; url: string }> {
  const source = fileURLToPath(url)
  const fd = openReal(source)
  if (fd === null)
    throw new UserError(`${escapeHidden(source)} is missing, or no regular file. Get the store again.`)
  const input = fs.createReadStream('', { fd, highWaterMark: CHUNK_BYTES })
  const part = `${wanted.path}.part`
  try {
    makeDir(dirname(part))
    const copied = await writePart(input, part, { wanted, source, onBytes, signal })
    await rename(part, wanted.path)
    return { path: wanted.path, url, ...copied }
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    input.destroy()
  }
}

interface Copying {
  wanted: WantedCopy
  source: string
  onBytes: ((count: number) => void) | undefined
  signal: AbortSignal | undefined
}

async function writePart(
  input: AsyncIterable<Buffer>,
  part: string,
  { wanted, source, onBytes, signal }: Copying,
) {
  const running = createHash('sha256')
  let size = 0
  await rm(part, { force: true })
  const output = await open(part, 'wx')
  try {
    for await (const chunk of input) {
      signal?.throwIfAborted()
      size += chunk.length
      if (wanted.size !== null && size > wanted.size)
        throw unlike(source, 'size', `more than ${wanted.size}`, wanted.size)
      running.update(chunk)
      await output.writeFile(chunk)
      onBytes?.(chunk.length)
    }
    await output.sync()
  } finally {
    await output.close()
  }
  const sha256 = running.digest('hex')
  if (wanted.size !== null && size !== wanted.size) throw unlike(source, 'size', size, wanted.size)
  if (wanted.sha256 !== null && sha256 !== wanted.sha256)
    throw unlike(source, 'SHA-256', sha256, wanted.sha256)
  return { size, sha256 }
}

function unlike(source: string, what: string, found: string | number, expected: string | number): UserError {
  return new UserError(
    `${escapeHidden(source)} is not what the store published: its ${what} is ${found}, not ${expected}. Get the store again. Nothing was kept.`,
  )
}
