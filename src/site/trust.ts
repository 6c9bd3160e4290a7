/** What the page says about code hidden in weights, judged by the names of the files alone: nothing is opened here. */
import type { StoreEntry } from '../store.ts'

const PICKLED = /\.(pth|pt|ckpt|pkl|pickle|joblib|dill|bin)$/i
const PLAIN = /\.(safetensors|onnx|caffemodel|gguf)$/i

export interface Trust {
  /** `caution`: loading may run code; `plain`: weights in formats that hold no code; `unknown`: never opened here. */
  level: 'caution' | 'plain' | 'unknown'
  /** Full sentences. */
  text: string
}

/** Null where the files say nothing either way. */
export function trustOf(entry: StoreEntry): Trust | null {
  const paths = entry.downloads.flatMap((download) => (download.files ?? []).map((file) => file.path))
  const pickled = paths.filter((path) => PICKLED.test(path)).map(lastPart)
  if (pickled.length > 0) return { level: 'caution', text: cautionFor(entry, pickled) }
  const hosted = entry.downloads.filter((download) => download.path === null)
  if (hosted.length > 0) {
    const what = hosted.length === entry.downloads.length ? 'The files are' : 'Some files are'
    return {
      level: 'unknown',
      text: `${what} hosted elsewhere; this store states their checksums and has not opened them.`,
    }
  }
  if (!paths.some((path) => PLAIN.test(path))) return null
  return {
    level: 'plain',
    text: 'The weights are in a format that holds numbers only: loading them runs no code.',
  }
}

function cautionFor(entry: StoreEntry, pickled: string[]): string {
  const names = [...new Set(pickled)]
  const first = names.length === 1 ? names[0]! : `${names[0]!} and ${names.length - 1} more`
  const reader = entry.nnunet ? 'nnU-Net unpickles its checkpoints' : 'Such files are usually Python pickles'
  return `Loading a checkpoint (${first}) can run code. ${reader}: load them only from people you trust.`
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
