/**
 * BLAKE2b with 32 bytes of output and no key (RFC 7693), for the checksum inside minisign's secret keys. Node has the one with 64 bytes
 * alone, and cutting that is another function. For a few bytes: it counts in BigInt.
 */
const BLOCK_BYTES = 128
const OUTPUT_BYTES = 32
/** What the parameters (output of 32 bytes, no key, fanout 1, depth 1) change in the first word. */
const PARAMETERS = 0x01010020n
const WORD = 64n

const IV = [
  0x6a09e667f3bcc908n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
]

/** Which words of a block each step mixes in; rounds 10 and 11 are 0 and 1 again. */
const SIGMA = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3],
  [11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4],
  [7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8],
  [9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13],
  [2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9],
  [12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11],
  [13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10],
  [6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5],
  [10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0],
] as const

/** The four words that each step mixes: columns, then diagonals. */
const QUADS = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const

/** The 32 bytes. */
export function blake2b256(data: Uint8Array): Buffer {
  const state = IV.map((word, index) => (index === 0 ? word ^ PARAMETERS : word))
  const blocks = Math.max(Math.ceil(data.length / BLOCK_BYTES), 1)
  for (let index = 0; index < blocks; index++) {
    const end = Math.min((index + 1) * BLOCK_BYTES, data.length)
    compress(state, wordsOf(data.subarray(index * BLOCK_BYTES, end)), end, index === blocks - 1)
  }
  const output = Buffer.alloc(OUTPUT_BYTES)
  for (let index = 0; index < 4; index++) output.writeBigUInt64LE(state[index]!, index * 8)
  return output
}

/** `counted`: bytes up to the end of this block. */
function compress(state: bigint[], words: readonly bigint[], counted: number, isLast: boolean): void {
  const v = [...state, ...IV]
  v[12]! ^= BigInt(counted)
  if (isLast) v[14] = BigInt.asUintN(64, ~v[14]!)
  for (let round = 0; round < 12; round++) {
    const order = SIGMA[round % SIGMA.length]!
    QUADS.forEach((quad, step) => mix(v, quad, words[order[step * 2]!]!, words[order[step * 2 + 1]!]!))
  }
  for (let index = 0; index < 8; index++) state[index]! ^= v[index]! ^ v[index + 8]!
}

function mix(v: bigint[], [a, b, c, d]: (typeof QUADS)[number], x: bigint, y: bigint): void {
  v[a] = add(v[a]!, v[b]!, x)
  v[d] = rotate(v[d]! ^ v[a], 32n)
  v[c] = add(v[c]!, v[d], 0n)
  v[b] = rotate(v[b]! ^ v[c], 24n)
  v[a] = add(v[a], v[b], y)
  v[d] = rotate(v[d] ^ v[a], 16n)
  v[c] = add(v[c], v[d], 0n)
  v[b] = rotate(v[b] ^ v[c], 63n)
}

function add(a: bigint, b: bigint, c: bigint): bigint {
  return BigInt.asUintN(64, a + b + c)
}

function rotate(word: bigint, by: bigint): bigint {
  return BigInt.asUintN(64, (word >> by) | (word << (WORD - by)))
}

/** The sixteen words of a block, filled up with zeros. */
function wordsOf(bytes: Uint8Array): bigint[] {
  const block = Buffer.alloc(BLOCK_BYTES)
  block.set(bytes)
  return Array.from({ length: 16 }, (_, index) => block.readBigUInt64LE(index * 8))
}
