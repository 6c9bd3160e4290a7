/**
 * What is known of a file of weights after reading it, without ever loading it. Plain data (JSON): it goes into entry.json and onto the page.
 */

/**
 * `no-code`: the format holds none; `known-imports`: a pickle that imports only what is known to be harmless; `allowed-imports`: the same,
 * with imports that the store's owner vouches for; `code`: loading it runs code that it brings along.
 */
export type Verdict = 'no-code' | 'known-imports' | 'allowed-imports' | 'code'

export interface Tensor {
  name: string
  /** As the framework calls it: `float32`. */
  dtype: string
  shape: number[]
}

/** What nnU-Net notes in a checkpoint. */
export interface NnunetNotes {
  trainer: string | null
  epoch: number | null
  /** The best moving average of the validation's pseudo Dice. */
  bestEma: number | null
  configuration: string | null
  fold: string | null
  /** Axes along which prediction may mirror; null: not said. */
  mirroringAxes: number[] | null
}

export interface CheckpointReport {
  /** What it is: `torch`, `pickle`, `safetensors`, … (`FORMATS` in names.ts gives words for people). */
  format: Format
  verdict: Verdict
  /** Everything that loading it imports, sorted, as `module.name`. */
  imports: string[]
  /** Those of `imports` that only the store's owner allows. */
  ownImports: string[]
  /** Null: the format does not say, or not without being loaded. */
  tensors: Tensor[] | null
  /** Numbers in the tensors, each storage counted once, running statistics left out; null: unknown. */
  parameters: number | null
  /** Whether the state of an optimizer is in it, so that training can be resumed; null: unknown. */
  hasOptimizer: boolean | null
  /** Whether loading it gives nothing but a dictionary of tensors by name, as `torch.hub` hands them out. */
  isStateDict: boolean
  nnunet: NnunetNotes | null
}

export type Format =
  | 'torch'
  | 'torch-legacy'
  | 'torchscript'
  | 'pickle'
  | 'safetensors'
  | 'numpy'
  | 'npz'
  | 'onnx'
  | 'hdf5'
  | 'keras'
  | 'gguf'
  | 'tensorflow'

/** A report with nothing known but what it is. */
export function emptyReport(format: Format, verdict: Verdict): CheckpointReport {
  return {
    format,
    verdict,
    imports: [],
    ownImports: [],
    tensors: null,
    parameters: null,
    hasOptimizer: null,
    isStateDict: false,
    nnunet: null,
  }
}

/** True for the name of a tensor that batch normalisation gathers: no parameter, since nobody trains it. */
export function isStatistic(name: string): boolean {
  return /(^|\.)(running_mean|running_var|num_batches_tracked)$/.test(name)
}
