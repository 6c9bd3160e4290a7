/** The framework: what checkpoints are, then what the code imports. */
import type { Format } from '../../inspect/report.ts'
import type { Clues } from './clues.ts'

/** Sources that are looked into. */
const MOST_SOURCES = 50

const BY_FORMAT: Partial<Record<Format, string>> = {
  torch: 'pytorch',
  'torch-legacy': 'pytorch',
  torchscript: 'pytorch',
  onnx: 'onnx',
  hdf5: 'keras',
  keras: 'keras',
  tensorflow: 'tensorflow',
}

const BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/\.caffemodel$/i, 'caffe'],
  [/(^|\/)saved_model\.pb$|\.ckpt-\d+\.(meta|index)$|\.tflite$/i, 'tensorflow'],
  [/(^|\/)plans\.json$/, 'nnunet'],
]

/** The one that builds upon another comes first. */
const BY_IMPORT: readonly (readonly [RegExp, string])[] = [
  [/^\s*(?:import|from) niftynet\b/m, 'niftynet'],
  [/^\s*(?:import|from) monai\b/m, 'monai'],
  [/^\s*(?:import|from) diffusers\b/m, 'diffusers'],
  [/^\s*(?:import|from) transformers\b/m, 'transformers'],
  [/^\s*(?:import|from) timm\b/m, 'timm'],
  [/^\s*(?:import|from) torch\b/m, 'pytorch'],
  [/^\s*(?:import|from) keras\b/m, 'keras'],
  [/^\s*(?:import|from) tensorflow\b/m, 'tensorflow'],
  [/^\s*(?:import|from) (?:jax|flax)\b/m, 'jax'],
  [/^\s*(?:import|from) sklearn\b/m, 'sklearn'],
]

/** Hugging Face's `library_name`; null: nothing tells. */
export function proposeFramework(clues: Clues): string | null {
  const imported = byImport(clues)
  const stored = byFormat(clues) ?? byName(clues)
  // What stands on PyTorch or TensorFlow keeps its weights as theirs.
  if (imported !== null && (stored === null || stored === 'pytorch' || stored === 'tensorflow'))
    return imported
  return stored ?? ([...clues.formats.values()].includes('safetensors') ? 'safetensors' : null)
}

function byFormat({ formats }: Clues): string | null {
  const found = [...formats.values()].map((format) => BY_FORMAT[format])
  return found.find((name) => name !== undefined) ?? null
}

function byName({ files }: Clues): string | null {
  return BY_NAME.find(([name]) => files.some(({ path }) => name.test(path)))?.[1] ?? null
}

function byImport({ files, text }: Clues): string | null {
  const sources = files.filter(({ path }) => /\.py$/i.test(path)).slice(0, MOST_SOURCES)
  const texts = sources.map(({ path }) => text(path) ?? '')
  const niftynet = files.filter(({ path }) => /\.ini$/i.test(path)).slice(0, MOST_SOURCES)
  if (niftynet.some(({ path }) => isNiftynetConfig(text(path) ?? ''))) return 'niftynet'
  return BY_IMPORT.find(([line]) => texts.some((source) => line.test(source)))?.[1] ?? null
}

/** https://niftynet.readthedocs.io: a configuration has these two sections, and names a network of NiftyNet's or of its extensions. */
function isNiftynetConfig(ini: string): boolean {
  return (
    /^\[SYSTEM\]/im.test(ini) &&
    /^\[NETWORK\]/im.test(ini) &&
    /^name *= *(niftynet|toynet|unet|dense_vnet|highres3dnet|vnet)/im.test(ini)
  )
}
