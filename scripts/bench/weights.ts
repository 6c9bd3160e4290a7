/**
 * Files that look like trained weights to a compressor: normally distributed floats of a scale for each layer, here and there a
 * layer of zeros or a piece of text.
 */
import { Random } from './random.ts'

const CHUNK_BYTES = 1024 * 1024
const FLOATS = CHUNK_BYTES / 4
/** Of so many chunks the first three are zeros, but for the very first; of so many one is text. */
const CYCLE = 64
const ZEROS = 3
const TEXT_EACH = 4 * CYCLE

/** Yields `bytes` bytes in all. A chunk is overwritten by the next one. */
export function* weights(bytes: number, seed: number): Generator<Uint8Array> {
  const random = new Random(seed)
  const normal = Float32Array.from({ length: FLOATS }, () => random.gaussian())
  const layer = new Float32Array(FLOATS)
  const text = textChunk(random)
  for (let left = bytes, chunk = 1; left > 0; left -= CHUNK_BYTES, chunk++) {
    yield contentOf(chunk, { layer, normal, text, random }).subarray(0, left)
  }
}

interface Material {
  layer: Float32Array<ArrayBuffer>
  normal: Float32Array
  text: Uint8Array
  random: Random
}

function contentOf(chunk: number, { layer, normal, text, random }: Material): Uint8Array {
  if (chunk % TEXT_EACH === ZEROS) return text
  const bytes = new Uint8Array(layer.buffer)
  if (chunk % CYCLE < ZEROS && chunk >= CYCLE) return bytes.fill(0)
  const scale = 0.01 + random.fraction() / 10
  // Begun elsewhere for each layer: no two of them are alike within what a compressor remembers.
  const from = random.whole(0, FLOATS - 1)
  for (let at = 0; at < FLOATS; at++) layer[at] = normal[(at + from) % FLOATS]! * scale
  return bytes
}

function textChunk(random: Random): Uint8Array {
  const lines: string[] = []
  for (let length = 0; length < CHUNK_BYTES; length += lines.at(-1)!.length) {
    const loss = random.fraction().toFixed(6)
    lines.push(`epoch ${lines.length}, loss ${loss}, learning rate ${(random.fraction() / 100).toFixed(8)}\n`)
  }
  return new TextEncoder().encode(lines.join('')).subarray(0, CHUNK_BYTES)
}

/** One short piece of weights after the other, each cut from the same floats. */
export function smallWeights(seed: number): (random: Random) => Uint8Array {
  const random = new Random(seed)
  const floats = Float32Array.from({ length: 16_384 }, () => random.gaussian() / 20)
  return (entry) => {
    const from = entry.whole(0, 15_000)
    return new Uint8Array(floats.slice(from, from + entry.whole(50, 500)).buffer)
  }
}
