/**
 * Reads of the person's files what proposals need: small texts whole, checkpoints by their heads. Nothing is loaded or run, and nothing
 * large is read.
 */
import { checkLfsPointer } from '../../check/lfs-pointers.ts'
import { HEAD_BYTES } from '../../check/content.ts'
import { inspectFile } from '../../inspect/recognise.ts'
import type { Format } from '../../inspect/report.ts'
import { withFile, type ByteSource } from '../../lib/byte-source.ts'
import { errorCode } from '../../lib/files.ts'
import { readUtf8 } from '../../zoo/folder.ts'
import { quote } from '../../zoo/problem.ts'
import type { Clues } from './clues.ts'
import { fileKind } from './file-kinds.ts'
import type { FoundFile, Refusal, Survey } from './survey.ts'

/** Texts beyond this are not read. */
const TEXT_BYTES = 256 * 1024
/** Files that are looked into as checkpoints; the checks look into all once they are copied. */
const MOST_CHECKPOINTS = 200

export interface LookedInto extends Clues {
  /** Files that the checks would refuse for what they hold. */
  refused: Refusal[]
}

/** `own`: what the store's owner lets checkpoints import. */
export function lookInto({ name, files }: Survey, own: ReadonlySet<string>): LookedInto {
  const formats = new Map<string, Format>()
  const refused: Refusal[] = []
  const paths = new Set(files.map(({ path }) => path))
  const worth = files.filter(({ path }) => ['weights', 'other'].includes(fileKind(path)))
  for (const file of worth.slice(0, MOST_CHECKPOINTS)) {
    const look = (bytes: ByteSource) => {
      const { format, messages } = inspect(bytes, file, { own, paths })
      if (format !== null) formats.set(file.path, format)
      refused.push(...messages.map((message) => ({ path: file.path, from: file.from, message })))
    }
    try {
      withFile(file.from, look)
    } catch (error) {
      if (errorCode(error) === '') throw error
      const message = `This file cannot be read (${errorCode(error)}). Give yourself the right to read it.`
      refused.push({ path: file.path, from: file.from, message })
    }
  }
  return { name, files, formats, refused, text: textReader(files) }
}

type Options = Parameters<typeof inspectFile>[2]

function inspect(bytes: ByteSource, { path }: FoundFile, options: Options) {
  const pointer = checkLfsPointer({ bytes, head: bytes.read(0, HEAD_BYTES), place: quote(path) })
  if (pointer.length > 0) return { format: null, messages: pointer.map(({ message }) => message) }
  const { report, findings } = inspectFile(bytes, path, options)
  const messages = findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)
  return { format: report?.format ?? null, messages }
}

/** Each text is read once. */
function textReader(files: readonly FoundFile[]): Clues['text'] {
  const known = new Map<string, string | null>()
  const byPath = new Map(files.map((file) => [file.path, file]))
  return (path) => {
    const file = byPath.get(path)
    if (file === undefined || file.size > TEXT_BYTES) return null
    if (!known.has(path)) known.set(path, readSmall(file))
    return known.get(path)!
  }
}

function readSmall({ from }: FoundFile): string | null {
  try {
    return readUtf8(from)
  } catch (error) {
    if (errorCode(error) === '') throw error
    return null
  }
}
