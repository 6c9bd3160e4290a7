// A DEFLATE coder (RFC 1951) that codes single bytes only and never looks for repeats: on the floats of weights the search finds
// nothing, and costs nearly all of the time.
import { makeCodes, makeLengths } from './code-lengths'
import {
  BLOCK_BYTES,
  CODES,
  COUNTS,
  INPUT,
  LENGTHS,
  META_CODES,
  META_COUNTS,
  META_LENGTHS,
  OUTPUT,
  PAIRS,
  RUNS,
} from './memory'

export const blockBytes: i32 = BLOCK_BYTES as i32
export const input: usize = INPUT
export const output: usize = OUTPUT

/** A pair of codes and its length (5 bits) fit into 32 bits. The format's own limit is 15, which hardly any byte needs. */
const MAX_LENGTH = 13
/** From this size on a table of all pairs of bytes pays. */
const LARGE: i32 = 1 << 17
/** Records mostly have a length of a power of two; in steps of five times eight every part of them comes up. */
const SAMPLE_STEP: usize = 40
/** 256 bytes, and the end of a block. */
const SYMBOLS = 257
const END = 256
/** Two distances of one bit each: nobody uses them, but some readers want a complete code. */
const DISTANCES = 2
const META_SYMBOLS = 19
const META_MAX_LENGTH = 7

/** What waits to be written, lowest bit first, and how many bits it is; always fewer than 8 between two calls of `put`. */
let waiting: u64 = 0
let bits: i32 = 0
let to: usize = 0

/**
 * Codes `size` bytes at `input` into `output`, and gives the number of bytes there. They are a block that is not the last, and end at a
 * byte, with an empty stored block, so that anything may follow.
 */
export function encode(size: i32): i32 {
  waiting = 0
  bits = 0
  to = OUTPUT
  if (size > 0) putBlock(INPUT, INPUT + (size as usize), size)
  endAtByte()
  return (to - OUTPUT) as i32
}

function putBlock(from: usize, end: usize, size: i32): void {
  const isLarge = size >= LARGE
  countBytes(from, end, isLarge ? SAMPLE_STEP : 8)
  store<u32>(COUNTS + (END << 2), 1)
  makeLengths(COUNTS, SYMBOLS, MAX_LENGTH, LENGTHS)
  for (let distance = 0; distance < DISTANCES; distance++) store<u8>(LENGTHS + SYMBOLS + distance, 1)
  makeCodes(LENGTHS, SYMBOLS, CODES)
  // Not the last block, and one with codes of its own (3.2.7).
  put(0, 1)
  put(2, 2)
  putLengths()
  if (isLarge) from = putPairs(from, end)
  for (; from < end; from++) putCode(CODES, load<u8>(from))
  putCode(CODES, END)
}

/**
 * Counts eight bytes in each `step`: in a large block a fifth of them tells enough. Whatever was not seen counts once, so that every
 * byte has a code.
 */
function countBytes(from: usize, end: usize, step: usize): void {
  memory.fill(COUNTS, 0, 4 << 10)
  for (; from + step <= end; from += step) {
    const eight = load<u64>(from)
    count(0, eight)
    count(1, eight >> 8)
    count(2, eight >> 16)
    count(3, eight >> 24)
    count(0, eight >> 32)
    count(1, eight >> 40)
    count(2, eight >> 48)
    count(3, eight >> 56)
  }
  for (; from < end; from++) count(0, load<u8>(from))
  const unseen: u32 = step == 8 ? 0 : 1
  for (let at = COUNTS; at < COUNTS + 0x400; at += 4) {
    const others = load<u32>(at + 0x400) + load<u32>(at + 0x800) + load<u32>(at + 0xc00)
    store<u32>(at, max(load<u32>(at) + others, unseen))
  }
}

@inline
function count(table: usize, byte: u64): void {
  const at = COUNTS + (table << 10) + ((byte as usize & 0xff) << 2)
  store<u32>(at, load<u32>(at) + 1)
}

/** Writes both codes of each pair of bytes to `PAIRS`, as `codes << 5 | length`; the first byte is the lower one of the index. */
function makePairs(): void {
  let at = PAIRS
  for (let second: usize = 0; second < 256; second++) {
    const b = u64(load<u32>(CODES + (second << 2)))
    for (let first: usize = 0; first < 256; first++, at += 4) {
      const a = u64(load<u32>(CODES + (first << 2)))
      const codes = (a & 0xffff) | ((b & 0xffff) << (a >> 16))
      store<u32>(at, u32((codes << 5) | ((a >> 16) + (b >> 16))))
    }
  }
}

/** The heart of it: four codes in two looks and one store. Gives the address that it came to; up to three bytes are left. */
function putPairs(from: usize, end: usize): usize {
  makePairs()
  let acc = waiting
  let n = u64(bits)
  let out = to
  for (; from + 4 <= end; from += 4) {
    const four = load<u32>(from) as usize
    const ab = u64(load<u32>(PAIRS + ((four & 0xffff) << 2)))
    const cd = u64(load<u32>(PAIRS + ((four >> 16) << 2)))
    acc |= ((ab >> 5) | ((cd >> 5) << (ab & 31))) << n
    n += (ab & 31) + (cd & 31)
    store<u64>(out, acc)
    out += (n >> 3) as usize
    acc >>= n & ~7
    n &= 7
  }
  waiting = acc
  bits = n as i32
  to = out
  return from
}

/** At most 48 bits at a time. */
function put(value: u64, length: i32): void {
  waiting |= value << u64(bits)
  bits += length
  store<u64>(to, waiting)
  to += (bits >> 3) as usize
  waiting >>= u64(bits & ~7)
  bits &= 7
}

@inline
function putCode(codes: usize, symbol: i32): void {
  const code = load<u32>(codes + (symbol << 2))
  put(code & 0xffff, code >> 16)
}

/** An empty stored block (3.2.4). */
function endAtByte(): void {
  put(0, 3)
  if (bits > 0) put(0, 8 - bits)
  put(0xffff0000, 32)
}

/** The lengths of all codes, as runs, in a code of their own (3.2.7). */
function putLengths(): void {
  const runs = makeRuns(SYMBOLS + DISTANCES)
  makeLengths(META_COUNTS, META_SYMBOLS, META_MAX_LENGTH, META_LENGTHS)
  makeCodes(META_LENGTHS, META_SYMBOLS, META_CODES)
  let sent = META_SYMBOLS
  while (sent > 4 && load<u8>(META_LENGTHS + metaOrder(sent - 1)) == 0) sent--
  put(SYMBOLS - 257, 5)
  put(DISTANCES - 1, 5)
  put(sent - 4, 4)
  for (let index = 0; index < sent; index++) put(load<u8>(META_LENGTHS + metaOrder(index)), 3)
  for (let index = 0; index < runs; index++) {
    const run = load<u16>(RUNS + (index << 1))
    const symbol = run & 0xff
    putCode(META_CODES, symbol)
    if (symbol >= 16) put(run >> 8, symbol == 16 ? 2 : symbol == 17 ? 3 : 7)
  }
}

/** Writes the lengths to `RUNS`, counts their symbols, and gives how many there are. */
function makeRuns(lengths: i32): i32 {
  memory.fill(META_COUNTS, 0, META_SYMBOLS << 2)
  let runs = 0
  for (let from = 0; from < lengths; ) {
    const length = load<u8>(LENGTHS + from)
    let end = from + 1
    while (end < lengths && load<u8>(LENGTHS + end) == length) end++
    let left = end - from
    if (length != 0) {
      runs = addRun(runs, length, 0)
      left--
    }
    while (left > 0) {
      const most = length == 0 ? min(left, 138) : min(left, 6)
      if (most < 3) {
        runs = addRun(runs, length, 0)
        left--
      } else {
        if (length != 0) runs = addRun(runs, 16, most - 3)
        else runs = most < 11 ? addRun(runs, 17, most - 3) : addRun(runs, 18, most - 11)
        left -= most
      }
    }
    from = end
  }
  return runs
}

function addRun(runs: i32, symbol: i32, extra: i32): i32 {
  store<u16>(RUNS + (runs << 1), symbol | (extra << 8))
  const at = META_COUNTS + (symbol << 2)
  store<u32>(at, load<u32>(at) + 1)
  return runs + 1
}

/** The order in which the lengths of the alphabet of lengths are sent: 16, 17, 18, 0, 8, 7, 9, 6, … (3.2.7). */
function metaOrder(index: i32): i32 {
  if (index < 3) return 16 + index
  if (index == 3) return 0
  return (index & 1) == 0 ? 8 + ((index - 4) >> 1) : 8 - ((index - 3) >> 1)
}
