/**
 * What the page says about code hidden in weights, judged by the names of the files alone: nothing is opened here, and of a file
 * hosted elsewhere only its address is known.
 */
import type { Download, StoreEntry } from '../store.ts'

/** Pickles, and Torch 7's own serialisation, which holds functions too. */
const PICKLED = /\.(pth|pt|ckpt|pkl|pickle|joblib|dill|bin|t7)$/i
const PLAIN = /\.(safetensors|onnx|caffemodel|gguf)$/i
/** May hold weights that nobody here can judge. */
const UNJUDGED = /\.(h5|hdf5|keras|pb|npy|npz|mat|pdparams|msgpack|zip|7z|tar|t?gz)$/i

export interface Trust {
  /** `caution`: loading may run code; `plain`: weights in formats that hold no code; `unknown`: never opened here. */
  level: 'caution' | 'plain' | 'unknown'
  /** Full sentences. */
  text: string
}

/** Null where the files say nothing either way. */
export function trustOf(entry: StoreEntry): Trust | null {
  const paths = entry.downloads.flatMap(namesIn)
  const cautions = [pickleCaution(entry, paths.filter(isPickled)), programCaution(entry)].filter(
    (text) => text !== null,
  )
  const hosted = hostedNote(entry.downloads)
  if (cautions.length > 0) return { level: 'caution', text: [...cautions, hosted].filter(Boolean).join(' ') }
  if (hosted !== null) return { level: 'unknown', text: hosted }
  if (!paths.some((path) => PLAIN.test(path)) || paths.some((path) => UNJUDGED.test(path))) return null
  return {
    level: 'plain',
    text: 'By the names of the files, the weights are in a format that holds no code. Nobody has looked inside.',
  }
}

/** Paths in an archive of ours; the last part of the address of a hosted file. */
function namesIn({ path, url, files }: Download): string[] {
  return path === null ? [lastPart(new URL(url).pathname)] : (files ?? []).map((file) => file.path)
}

function isPickled(path: string): boolean {
  return PICKLED.test(path)
}

function pickleCaution(entry: StoreEntry, pickled: string[]): string | null {
  const names = [...new Set(pickled.map(lastPart))]
  if (names.length === 0) return null
  const first = names.length === 1 ? names[0]! : `${names[0]!} and ${names.length - 1} more`
  const reader = entry.nnunet
    ? 'nnU-Net unpickles them without a check'
    : 'Such files are usually pickled objects'
  return `Loading a checkpoint (${first}) can run code. ${reader}: load them only from people you trust.`
}

/** DIGITS runs what defines the network: Lua for Torch, Python for TensorFlow, and Python layers for Caffe. */
function programCaution({ digits }: StoreEntry): string | null {
  const program = digits?.files.find(({ path }) => /\.(lua|py)$/i.test(path))
  return program
    ? `DIGITS runs ${program.path} as a program: import this model only if you trust its authors.`
    : null
}

function hostedNote(downloads: readonly Download[]): string | null {
  const hosted = downloads.filter(({ path }) => path === null)
  if (hosted.length === 0) return null
  const hosts = [...new Set(hosted.map(({ url }) => new URL(url).host))].join(', ')
  const what = hosted.length === downloads.length ? 'The files are' : 'Some files are'
  return `${what} hosted elsewhere, at ${hosts}. This store has not opened them; it states the size and the checksum that they must have.`
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
