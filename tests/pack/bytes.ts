/** Bytes of the kinds that archives hold, the same on every machine. */

/** Bytes that look random. */
export function noise(length: number, seed = 1): Buffer {
  const words = new Uint32Array(Math.ceil(length / 4))
  let state = seed
  for (let index = 0; index < words.length; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    words[index] = Math.imul(state ^ (state >>> 15), 2246822519)
  }
  return Buffer.from(words.buffer, 0, length)
}

/** Floats such as weights are: small, of either sign, no two alike. */
export function weights(length: number): Buffer {
  const random = noise(length)
  const floats = new Float32Array(Math.ceil(length / 4))
  for (let index = 0; index < floats.length; index++)
    floats[index] = (random.readInt32LE((index % (length >> 2)) * 4) / 2 ** 31) * 0.05
  return Buffer.from(floats.buffer, 0, length)
}
