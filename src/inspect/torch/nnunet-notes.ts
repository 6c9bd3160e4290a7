/**
 * What nnU-Net's trainer notes in a checkpoint (nnunetv2, nnUNetTrainer.save_checkpoint), read off the pickle without loading it.
 */
import { argumentsOf, entriesOf, isKind, itemsOf, type Value } from '../pickle/value.ts'
import type { NnunetNotes } from '../report.ts'

/** Null: no checkpoint of nnU-Net. */
export function readNnunetNotes(value: Value): NnunetNotes | null {
  const entries = entriesOf(value)
  if (!entries?.has('network_weights') || !entries.has('trainer_name')) return null
  const init = entriesOf(entries.get('init_args'))
  const axes = itemsOf(entries.get('inference_allowed_mirroring_axes'))
  const fold = init?.get('fold')
  return {
    trainer: text(entries.get('trainer_name')),
    epoch: number(entries.get('current_epoch')),
    bestEma: number(entries.get('_best_ema')),
    configuration: text(init?.get('configuration')),
    fold: typeof fold === 'number' ? String(fold) : text(fold),
    mirroringAxes: entries.has('inference_allowed_mirroring_axes')
      ? axes.filter((axis) => typeof axis === 'number')
      : null,
  }
}

/** The plans that the network was trained with, as JSON would say them; undefined: not kept. */
export function readNnunetPlans(value: Value): Value | undefined {
  return entriesOf(entriesOf(value)?.get('init_args'))?.get('plans')
}

function text(value: Value | undefined): string | null {
  return typeof value === 'string' ? value.slice(0, 200) : null
}

function number(value: Value | undefined): number | null {
  const args = argumentsOf(value, 'numpy.core.multiarray.scalar', 'numpy._core.multiarray.scalar')
  const found = args ? scalar(args) : value
  return typeof found === 'number' && Number.isFinite(found) ? found : null
}

/** `scalar(dtype('f8'), bytes)`; protocol 2 writes bytes as text that is encoded again. */
function scalar([dtype, data]: readonly Value[]): number | null {
  const code = argumentsOf(dtype, 'numpy.dtype')?.[0]
  const bytes = bytesOf(data)
  if (code === 'f8' && bytes?.length === 8) return bytes.readDoubleLE()
  return code === 'f4' && bytes?.length === 4 ? bytes.readFloatLE() : null
}

function bytesOf(value: Value | undefined): Buffer | null {
  if (isKind(value, 'opaque')) return value.bytes ?? null
  const encoded = argumentsOf(value, '_codecs.encode')?.[0]
  return typeof encoded === 'string' ? Buffer.from(encoded, 'latin1') : null
}
