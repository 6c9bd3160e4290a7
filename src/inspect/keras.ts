/**
 * Keras keeps a network's definition as JSON, in a `.keras` archive or in an attribute of an HDF5 file. A Lambda layer in it is compiled Python.
 * Formats: keras/src/saving/saving_lib.py, https://docs.hdfgroup.org/hdf5/develop/_f_m_t3.html
 */
import type { ByteSource } from '../lib/byte-source.ts'
import { FormatError, type Finding } from './finding.ts'
import type { Inspection } from './inspection.ts'
import { emptyReport } from './report.ts'
import { openCheckedRecord, type ZipRecord } from './zip/records.ts'

const HDF5 = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1')
const CONFIG_BYTES = 64 * 1024 * 1024
const PIECE = 4 * 1024 * 1024
/** More than any way of writing the words below needs. */
const OVERLAP = 256
/** Python's json never writes a letter as an escape, so one in a network's definition hides something. */
const LAMBDA = /"class_name"\s*:\s*"(?:\w*>)?Lambda"|"__lambda__"|\\u00[4-7][0-9a-f]/i

export function isHdf5(head: Buffer): boolean {
  return head.subarray(0, HDF5.length).equals(HDF5)
}

export function isKeras(records: readonly ZipRecord[]): boolean {
  const names = new Set(records.map(({ name }) => name))
  return names.has('config.json') && (names.has('metadata.json') || names.has('model.weights.h5'))
}

/** Tensors are not listed: their names lie in a tree whose reading would need the library. */
export function inspectHdf5(source: ByteSource): Inspection {
  return judged('hdf5', findLambda(source))
}

/** @throws FormatError where the definition cannot be read. */
export function inspectKeras(source: ByteSource, records: readonly ZipRecord[]): Inspection {
  const config = records.find(({ name }) => name === 'config.json')!
  const text = openCheckedRecord(source, config, CONFIG_BYTES).read(0, CONFIG_BYTES).toString('utf8')
  let definition: unknown
  try {
    definition = JSON.parse(text)
  } catch {
    throw new FormatError('config.json of the archive is no JSON.', config.start)
  }
  return judged('keras', bringsCode(definition) ? config.header : null)
}

function judged(format: 'hdf5' | 'keras', lambda: number | null): Inspection {
  if (lambda === null) return { report: emptyReport(format, 'no-code'), findings: [] }
  return { report: emptyReport(format, 'code'), findings: [lambdaWarning(lambda)] }
}

function lambdaWarning(byte: number): Finding {
  const message =
    'The network has a Lambda layer, or names functions outside Keras: loading it may run Python. Its page says so; weights alone would need no such word.'
  return { byte, kind: 'checkpoint-code', message, severity: 'warning' }
}

/** Where a definition names what lies elsewhere, Keras imports it. These modules are its own; what it does not build networks from is not. */
const OWN_MODULE = /^(builtins|keras|keras_core|keras_cv|keras_hub|keras_nlp|tf_keras|tensorflow)(\.|$)/
const FOREIGN_MODULE = /^(\w+\.)*(utils|saving|legacy)(\.|$)/

/** Without recursion: a definition may nest as deep as its text is long. */
function bringsCode(definition: unknown): boolean {
  const open: unknown[] = [definition]
  while (open.length > 0) {
    const value = open.pop()
    if (typeof value !== 'object' || value === null) continue
    const { class_name: name, module } = value as { class_name?: unknown; module?: unknown }
    if (typeof name === 'string' && (name === '__lambda__' || /(^|>)Lambda$/.test(name))) return true
    if (
      typeof name === 'string' &&
      typeof module === 'string' &&
      (!OWN_MODULE.test(module) || FOREIGN_MODULE.test(module))
    )
      return true
    for (const item of Object.values(value)) open.push(item)
  }
  return false
}

/** Where a Lambda layer is defined; null: nowhere. Every byte is looked at once. */
function findLambda(source: ByteSource): number | null {
  for (let offset = 0; offset < source.size; offset += PIECE - OVERLAP) {
    const piece = source.read(offset, PIECE)
    if (!piece.includes('class_name')) continue
    const found = LAMBDA.exec(piece.toString('latin1'))
    if (found) return offset + found.index
    if (piece.length < PIECE) break
  }
  return null
}
