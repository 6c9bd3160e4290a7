/**
 * Tells by their content which files hold weights, and has each looked into. Names count only where the content is not recognised: what is
 * called a checkpoint must be one.
 */
import { bytesOf, type ByteSource } from '../lib/byte-source.ts'
import { inflateStart, inflateWhole, isCompressed } from './compressed.ts'
import { FormatError } from './finding.ts'
import { NOTHING, type InspectOptions, type Inspection } from './inspection.ts'
import { inspectHdf5, inspectKeras, isHdf5, isKeras } from './keras.ts'
import { inspectNpy, inspectNpz, isNpy, isNpz } from './numpy.ts'
import { inspectOnnx, isOnnx } from './onnx.ts'
import { corrupt } from './pickle/imports.ts'
import { inspectPickles, inspectSuspect, startsLikePickle } from './pickle/plain.ts'
import { quoted } from './quoted.ts'
import { emptyReport } from './report.ts'
import { inspectSafetensors, isSafetensors } from './safetensors.ts'
import { inspectTorchLegacy, isTorchLegacy } from './torch/legacy.ts'
import { inspectTorchZip, isTorchZip } from './torch/zip.ts'
import { openRecord, readRecordHead, readZipRecords, type ZipRecord } from './zip/records.ts'

/** Names under which loaders expect a pickle in one form or another. */
const PICKLED = /\.(pth|pt|ckpt|pkl|pickle|joblib|dill)$/i
const SAFETENSORS = /\.safetensors$/i
const ZIPPED = /\.(npz|keras|pt2|ptl)$/i
/** Where a compressed pickle ends to be believable. */
const INFLATED_BYTES = 256 * 1024 * 1024
const MAX_DEPTH = 2
/** Members of other archives that are looked at. */
const MOST_MEMBERS = 100_000
/** What TensorFlow's tables end with. */
const TABLE_MAGIC = Buffer.from('57fb808b247547db', 'hex')

/** What is known of the file, and what is wrong with it. `path` is its path in the entry. Never throws for what the bytes hold. */
export function inspectFile(bytes: ByteSource, path: string, options: InspectOptions): Inspection {
  try {
    return inspect(bytes, path, options, 0)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return { report: null, findings: [corrupt(error)] }
  }
}

function inspect(bytes: ByteSource, path: string, options: InspectOptions, depth: number): Inspection {
  const head = bytes.read(0, 512)
  if (head.length >= 4 && head.readUInt32LE(0) === 0x04034b50) return inspectZip(bytes, path, options, depth)
  if (isNpy(head)) return whole(inspectNpy(bytes))
  if (isHdf5(head)) return inspectHdf5(bytes)
  if (isTorchLegacy(head)) return inspectTorchLegacy(bytes, options)
  if (PICKLED.test(path) && isTar(head)) return unrecognised()
  const known = inspectPlain(bytes, path, head)
  if (known !== null) return inspectTwoFaced(bytes, path, options, known)
  if (isCompressed(head)) return inspectCompressed(bytes, path, options, depth)
  if (PICKLED.test(path)) return inspectNamed(bytes, options, head)
  if (/\.onnx$/i.test(path)) return inspectNetwork(bytes, path, options)
  return inspectSuspect(bytes, options)
}

function whole(report: NonNullable<Inspection['report']>): Inspection {
  return { report, findings: [] }
}

/** Formats that hold no code; null: none of them. */
function inspectPlain(bytes: ByteSource, path: string, head: Buffer): Inspection | null {
  if (head.toString('latin1', 0, 4) === 'GGUF') return whole(emptyReport('gguf', 'no-code'))
  if (SAFETENSORS.test(path) || isSafetensors(head, bytes.size)) {
    const tensors = inspectTensors(bytes, path)
    if (tensors !== null) return tensors
  }
  return isTable(bytes) ? whole(emptyReport('tensorflow', 'no-code')) : null
}

/** What begins or ends like a format without code may be a pickle all the same: unpickling knows no magic, and stops before the end. */
function inspectTwoFaced(
  bytes: ByteSource,
  path: string,
  options: InspectOptions,
  known: Inspection,
): Inspection {
  const suspect = inspectSuspect(bytes, options, PICKLED.test(path))
  return suspect === NOTHING ? known : suspect
}

/** Null: bytes that only happen to look like a header are no mistake in a file that is called something else. */
function inspectTensors(bytes: ByteSource, path: string): Inspection | null {
  try {
    return whole(inspectSafetensors(bytes))
  } catch (error) {
    if (error instanceof FormatError && !SAFETENSORS.test(path)) return null
    throw error
  }
}

/** The oldest torch loads archives of tar, pickles in them and all, whatever else their first bytes are. */
function isTar(head: Buffer): boolean {
  if (head.length < 512) return false
  const stated = /^ *([0-7]+)[ \0]/.exec(head.toString('latin1', 148, 156))?.[1]
  const sum = head.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 0x20 : byte), 0)
  return stated !== undefined && parseInt(stated, 8) === sum
}

/** No loader does harm with what is no network; it only fails. */
function inspectNetwork(bytes: ByteSource, path: string, options: InspectOptions): Inspection {
  if (isOnnx(bytes)) return inspectOnnx(bytes, path, options)
  const suspect = inspectSuspect(bytes, options)
  if (suspect !== NOTHING) return suspect
  const message =
    'The file is called .onnx, and holds no such network. Save it again, or name it for what it is.'
  return { report: null, findings: [{ byte: 0, kind: 'unrecognised-network', message, severity: 'warning' }] }
}

/** A name that promises a pickle: whatever it is, loaders will unpickle it. */
function inspectNamed(bytes: ByteSource, options: InspectOptions, head: Buffer): Inspection {
  const found = inspectPickles(bytes, options)
  const isNone = head[0] !== 0x80 && found.report?.imports.length === 0 && found.findings.length > 0
  return isNone ? unrecognised() : found
}

function unrecognised(): Inspection {
  const message =
    'The file is called a checkpoint, and is none that is known. Save it again with torch.save, or name it for what it is.'
  return {
    report: null,
    findings: [{ byte: 0, kind: 'unrecognised-checkpoint', message, severity: 'error' }],
  }
}

/** Archives of weights must be plain; any other archive is data, and what cannot be read of it is nobody's weights. */
function inspectZip(bytes: ByteSource, path: string, options: InspectOptions, depth: number): Inspection {
  let records: ZipRecord[]
  try {
    records = readZipRecords(bytes)
  } catch (error) {
    if (!(error instanceof FormatError) || PICKLED.test(path) || ZIPPED.test(path) || mayBeTorch(bytes))
      throw error
    return NOTHING
  }
  if (isTorchZip(records)) return inspectTorchZip(bytes, records, options)
  if (isKeras(records)) return inspectKeras(bytes, records)
  if (isNpz(records)) return whole(inspectNpz(bytes, records))
  if (PICKLED.test(path)) return unrecognised()
  return depth < MAX_DEPTH ? inspectMembers(bytes, records, options, depth) : NOTHING
}

/** An archive that is not plain, but in which a loader of torch's would find its pickle. */
function mayBeTorch(bytes: ByteSource): boolean {
  const tail = bytes.read(Math.max(0, bytes.size - 1024 * 1024), 1024 * 1024)
  return tail.includes('/data.pkl')
}

/** Weights in an archive of other things count as if they lay beside it. */
function inspectMembers(
  bytes: ByteSource,
  records: readonly ZipRecord[],
  options: InspectOptions,
  depth: number,
): Inspection {
  const findings = records.slice(0, MOST_MEMBERS).flatMap((record) => {
    try {
      if (!isWorthOpening(readRecordHead(bytes, record, 512), record.name)) return []
      return inspect(openRecord(bytes, record, INFLATED_BYTES), record.name, options, depth + 1).findings.map(
        (finding) => {
          return {
            ...finding,
            byte: record.header,
            message: `In ${quoted(record.name)}: ${finding.message}`,
          }
        },
      )
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      return PICKLED.test(record.name) ? [corrupt(error)] : []
    }
  })
  return { report: null, findings }
}

function isWorthOpening(head: Buffer, name: string): boolean {
  return (
    PICKLED.test(name) ||
    ZIPPED.test(name) ||
    startsLikePickle(head) ||
    isNpy(head) ||
    head.toString('latin1', 0, 4) === 'PK\x03\x04'
  )
}

/** Opened whole only where a pickle begins, or the name promises one; of what is too large for that, only the start is looked at. */
function inspectCompressed(
  bytes: ByteSource,
  path: string,
  options: InspectOptions,
  depth: number,
): Inspection {
  const start = inflateStart(bytes)
  const inner = path.replace(/\.(gz|z)$/i, '')
  if (start === null || depth >= MAX_DEPTH) return PICKLED.test(inner) ? unrecognised() : NOTHING
  if (!isWorthOpening(start, inner) && !isCompressed(start)) return NOTHING
  const content = inflateWhole(bytes, INFLATED_BYTES)
  if (content === null && PICKLED.test(inner))
    throw new FormatError('A compressed pickle cannot be inflated, or is larger than 256 MiB.', 0)
  const found =
    content === null
      ? inspectSuspect(bytesOf(start), options)
      : inspect(bytesOf(content), inner, options, depth + 1)
  return { ...found, findings: found.findings.map((finding) => ({ ...finding, byte: 0 })) }
}

function isTable(bytes: ByteSource): boolean {
  return bytes.size >= 48 && bytes.read(bytes.size - 8, 8).equals(TABLE_MAGIC)
}
