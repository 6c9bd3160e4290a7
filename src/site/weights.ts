/**
 * What the page says of the weights, from what the build read in them: verdicts in words, and files that hold the same shown as one.
 */
import type { CheckpointReport, Format, NnunetNotes, Tensor } from '../inspect/report.ts'
import type { EntryCheckpoint } from '../zoo/entry.ts'
import { formatCount, plural } from './format.ts'

/** Rows of one table of tensors; entry.json has them all. */
const MOST_TENSORS = 200

const FORMATS: Record<Format, string> = {
  torch: 'PyTorch',
  'torch-legacy': 'PyTorch before 1.6',
  torchscript: 'TorchScript',
  pickle: 'Pickle',
  safetensors: 'safetensors',
  numpy: 'NumPy',
  npz: 'NumPy',
  onnx: 'ONNX',
  hdf5: 'HDF5',
  keras: 'Keras',
  gguf: 'GGUF',
  tensorflow: 'TensorFlow',
}

export interface WeightsGroup {
  files: { path: string; notes: string }[]
  format: string
  /** Nothing in it runs when it is loaded, as far as its imports tell. */
  isPlain: boolean
  /** `no code`, `pickle: 7 imports, all known`, `contains code`. */
  verdict: string
  imports: { name: string; isOwn: boolean }[]
  /** `59,204 parameters`; null: unknown. */
  parameters: string | null
  /** What the state of an optimizer in it means; null: there is none. */
  optimizer: string | null
  tensors: { name: string; dtype: string; shape: string }[]
  /** How many of them there are. */
  count: number
}

/** Files in the order of their paths; those that hold the same tensors and imports stand together. */
export function weightsGroups(checkpoints: readonly EntryCheckpoint[]): WeightsGroup[] {
  const groups = Map.groupBy(checkpoints, (one) => JSON.stringify({ ...one, path: null, nnunet: null }))
  return [...groups.values()].map(toGroup)
}

/** `no code`, `pickle: 7 imports, all known`. */
export function verdictText({ verdict, imports, ownImports }: CheckpointReport): string {
  if (verdict === 'no-code') return 'no code'
  if (verdict === 'code') return 'contains code'
  if (imports.length === 0) return 'pickle: no imports'
  const known = `pickle: ${plural(imports.length, 'import')}`
  return verdict === 'known-imports'
    ? `${known}, all known`
    : `${known}, ${formatCount(ownImports.length)} of them by this store’s own decision`
}

function toGroup(group: EntryCheckpoint[]): WeightsGroup {
  const [first] = group as [EntryCheckpoint]
  return {
    files: group.map(({ path, nnunet }) => ({ path, notes: notesText(nnunet) })),
    format: FORMATS[first.format],
    isPlain: first.verdict === 'no-code' || first.verdict === 'known-imports',
    verdict: verdictText(first),
    imports: first.imports.map((name) => ({ name, isOwn: first.ownImports.includes(name) })),
    parameters:
      first.parameters === null || first.parameters === 0 ? null : plural(first.parameters, 'parameter'),
    optimizer: first.hasOptimizer
      ? 'Holds the state of an optimizer: training can be resumed; without it, it would be about half the size.'
      : null,
    tensors: (first.tensors ?? []).slice(0, MOST_TENSORS).map(toRow),
    count: first.tensors?.length ?? 0,
  }
}

function toRow({ name, dtype, shape }: Tensor) {
  return {
    name: name === '' ? '(unnamed)' : name,
    dtype,
    shape: shape.length === 0 ? 'one number' : shape.map(formatCount).join(' × '),
  }
}

/** `epoch 40, moving Dice 0.8896` */
function notesText(notes: NnunetNotes | null): string {
  if (notes === null) return ''
  const { epoch, bestEma } = notes
  return [
    epoch === null ? '' : `epoch ${formatCount(epoch)}`,
    bestEma === null ? '' : `best moving Dice ${bestEma.toFixed(4)}`,
  ]
    .filter(Boolean)
    .join(', ')
}
