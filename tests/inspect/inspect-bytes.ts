/** Looks into bytes as a build looks into a file. */
import { bytesOf } from '../../src/lib/byte-source.ts'
import type { Inspection } from '../../src/inspect/inspection.ts'
import { inspectFile } from '../../src/inspect/recognise.ts'

export function inspectBytes(
  content: string | Uint8Array,
  path = 'weights/model.pth',
  own: string[] = [],
): Inspection {
  const paths = new Set([path])
  return inspectFile(
    bytesOf(typeof content === 'string' ? Buffer.from(content, 'latin1') : Buffer.from(content)),
    path,
    { own: new Set(own), paths },
  )
}

/** The kind and sentence of each finding. */
export function findingsOf(content: string | Uint8Array, path?: string, own?: string[]): string[] {
  return inspectBytes(content, path, own).findings.map(({ kind, message }) => `${kind}: ${message}`)
}

/** The kinds alone. */
export function kindsOf(content: string | Uint8Array, path?: string, own?: string[]): string[] {
  return inspectBytes(content, path, own).findings.map(({ kind }) => kind)
}
