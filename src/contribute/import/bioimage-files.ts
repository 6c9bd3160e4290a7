/** The files that a BioImage.IO description names, in each of its formats. */
import { pathFault } from '../../zoo/names.ts'
import { line, list, record, type Loose } from './loose-values.ts'

/** Keys whose values are files, or lists of them. */
const FILE_KEYS = [
  'documentation',
  'covers',
  'test_inputs',
  'test_outputs',
  'sample_inputs',
  'sample_outputs',
] as const

/** The text of `x.npy`, `{ source: x.npy }`, and before 0.5 of `unet.py:UNet` and `conda:environment.yaml`; null: none. */
export function sourceOf(value: unknown): string | null {
  const text = line(value) ?? line(record(value)['source']) ?? line(record(record(value)['source'])['source'])
  return text === null || /^https?:/i.test(text)
    ? text
    : text.replace(/^(conda|pip):/, '').replace(/:[A-Za-z_]\w*$/, '')
}

/** A path below the description's folder; null: an address, or a path that leads elsewhere. */
export function localReference(source: string): string | null {
  const path = source.replace(/^(\.\/)+/, '')
  return /^[a-z][a-z0-9+.-]*:/i.test(path) || pathFault(path) !== null ? null : path
}

/** Paths of all files that belong to the package, each once. */
export function namedFiles(rdf: Loose): string[] {
  const paths = fileValues(rdf).map(pathOf)
  return [...new Set(paths.filter((path) => path !== null && path.includes('.')))] as string[]
}

/** The sums that are stated of files of the package, by their paths. */
export function statedSums(rdf: Loose): Map<string, string> {
  const pairs = fileValues(rdf).map((value) => [pathOf(value), statedSum(value)] as const)
  return new Map(pairs.filter((pair): pair is [string, string] => pair[0] !== null && pair[1] !== null))
}

function pathOf(value: unknown): string | null {
  const source = sourceOf(value)
  return source === null ? null : localReference(source)
}

function fileValues(rdf: Loose): unknown[] {
  const tensors = [...list(rdf['inputs']), ...list(rdf['outputs'])].map(record)
  const weights = Object.values(record(rdf['weights'])).map(record)
  return [
    ...FILE_KEYS.flatMap((key) => list(rdf[key])),
    ...list(
      record(rdf['attachments'])['files'] ?? (Array.isArray(rdf['attachments']) ? rdf['attachments'] : null),
    ),
    ...tensors.flatMap((tensor) => [tensor['test_tensor'], tensor['sample_tensor']]),
    ...weights,
    ...weights.flatMap((entry) => [
      architecture(entry['architecture']),
      entry['dependencies'],
      ...list(entry['attachments']),
    ]),
    rdf['source'],
    rdf['dependencies'],
  ]
}

/** A module of an installed library is no file. */
function architecture(value: unknown): unknown {
  return typeof value === 'string' && !/\.py(:|$)/.test(value) ? null : value
}

/** The SHA-256 that a description states of a file, lower case; null: none. */
export function statedSum(value: unknown): string | null {
  const own = record(value)
  const sum = (line(own['sha256']) ?? line(record(own['source'])['sha256']) ?? '').toLowerCase()
  return /^[0-9a-f]{64}$/.test(sum) ? sum : null
}
