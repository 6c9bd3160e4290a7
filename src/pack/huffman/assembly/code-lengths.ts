// Lengths of Huffman codes with a limit, and the codes that follow from them (RFC 1951, 3.2.2).
import { NEXT_CODE, PER_LENGTH, SORTED, TREE } from './memory'

/**
 * Writes the length of each symbol's code to `lengths`, a byte each; 0 where the symbol never occurs. `counts` holds 32-bit counts; at
 * least two of them are not 0, and their sum is far below 2^31.
 */
export function makeLengths(counts: usize, symbols: i32, limit: i32, lengths: usize): void {
  memory.fill(lengths, 0, symbols)
  const used = sortByCount(counts, symbols)
  buildTree(used)
  limitLengths(limit)
  // The rarest symbols come first, and get the longest codes.
  let index = 0
  for (let length = limit; length > 0; length--) {
    for (let left = load<i32>(PER_LENGTH + (length << 2)); left > 0; left--, index++) {
      store<u8>(lengths + (load<u32>(SORTED + (index << 3) + 4) as usize), length)
    }
  }
}

/** Fills `SORTED` with pairs of count and symbol, rarest first and then by symbol; gives how many there are. */
function sortByCount(counts: usize, symbols: i32): i32 {
  let used = 0
  for (let symbol = 0; symbol < symbols; symbol++) {
    const count = load<u32>(counts + (symbol << 2))
    if (count == 0) continue
    // As one number: the count above the symbol.
    store<u64>(SORTED + (used << 3), (u64(symbol) << 32) | u64(count))
    used++
  }
  // Shell sort: no recursion, no space, quick for a few hundred.
  for (let gap = 121; gap > 0; gap = (gap - 1) / 3) {
    for (let i = gap; i < used; i++) {
      const pair = load<u64>(SORTED + (i << 3))
      let at = i
      for (; at >= gap && isAfter(load<u64>(SORTED + ((at - gap) << 3)), pair); at -= gap) {
        store<u64>(SORTED + (at << 3), load<u64>(SORTED + ((at - gap) << 3)))
      }
      store<u64>(SORTED + (at << 3), pair)
    }
  }
  return used
}

@inline
function isAfter(a: u64, b: u64): bool {
  return u32(a) > u32(b) || (u32(a) == u32(b) && a > b)
}

/**
 * Huffman's tree over the sorted counts, by two queues: the leaves, and the inner nodes in the order of their making, which is that of
 * their weights. `TREE` holds weight and parent of each inner node; `PER_LENGTH` then gets how many leaves lie how deep, from 32 on in
 * one count.
 */
function buildTree(used: i32): void {
  const inner = used - 1
  let leaf = 0
  let node = 0
  memory.fill(PER_LENGTH, 0, 33 << 2)
  for (let made = 0; made < inner; made++) {
    let weight: u32 = 0
    for (let child = 0; child < 2; child++) {
      const takesLeaf = leaf < used && (node >= made || countAt(leaf) <= load<u32>(TREE + (node << 3)))
      if (takesLeaf) {
        weight += countAt(leaf++)
      } else {
        weight += load<u32>(TREE + (node << 3))
        store<u32>(TREE + (node++ << 3) + 4, made)
      }
    }
    store<u32>(TREE + (made << 3), weight)
  }
  countDepths(inner)
}

@inline
function countAt(index: i32): u32 {
  return load<u32>(SORTED + (index << 3))
}

/** From the root down: parents become depths; each level has two children for each inner node above, and what is no inner node is a leaf. */
function countDepths(inner: i32): void {
  store<u32>(TREE + ((inner - 1) << 3) + 4, 0)
  for (let node = inner - 2; node >= 0; node--) {
    const parent = load<u32>(TREE + (node << 3) + 4)
    store<u32>(TREE + (node << 3) + 4, load<u32>(TREE + (parent << 3) + 4) + 1)
  }
  let depth = 0
  let places = 1
  for (let node = inner - 1; places > 0; depth++) {
    let inners = 0
    while (node >= 0 && load<u32>(TREE + (node << 3) + 4) == depth) {
      inners++
      node--
    }
    const at = PER_LENGTH + (min(depth, 32) << 2)
    store<i32>(at, load<i32>(at) + places - inners)
    places = inners * 2
  }
}

/**
 * Shortens what is too long and pays for it: while the code space (Kraft's sum) is overdrawn, one code of the limit's length goes, and
 * the longest code that is shorter becomes two, one bit longer.
 */
function limitLengths(limit: i32): void {
  let overdrawn: i64 = -(i64(1) << limit)
  for (let length = 32; length > limit; length--) {
    const at = PER_LENGTH + (limit << 2)
    store<i32>(at, load<i32>(at) + load<i32>(PER_LENGTH + (length << 2)))
    store<i32>(PER_LENGTH + (length << 2), 0)
  }
  for (let length = 1; length <= limit; length++) {
    overdrawn += i64(load<i32>(PER_LENGTH + (length << 2))) << (limit - length)
  }
  for (; overdrawn > 0; overdrawn--) {
    let length = limit - 1
    while (load<i32>(PER_LENGTH + (length << 2)) == 0) length--
    add(limit, -1)
    add(length, -1)
    add(length + 1, 2)
  }
}

@inline
function add(length: i32, count: i32): void {
  const at = PER_LENGTH + (length << 2)
  store<i32>(at, load<i32>(at) + count)
}

/** Writes `length << 16 | code` of each symbol to `codes`, the code's bits in the order in which they are sent. */
export function makeCodes(lengths: usize, symbols: i32, codes: usize): void {
  memory.fill(PER_LENGTH, 0, 16 << 2)
  for (let symbol = 0; symbol < symbols; symbol++) add(load<u8>(lengths + symbol), 1)
  store<i32>(PER_LENGTH, 0)
  let code = 0
  for (let length = 1; length < 16; length++) {
    code = (code + load<i32>(PER_LENGTH + ((length - 1) << 2))) << 1
    store<i32>(NEXT_CODE + (length << 2), code)
  }
  for (let symbol = 0; symbol < symbols; symbol++) {
    const length = i32(load<u8>(lengths + symbol))
    const next = NEXT_CODE + (length << 2)
    store<u32>(codes + (symbol << 2), (length << 16) | reverse(load<i32>(next), length))
    store<i32>(next, load<i32>(next) + 1)
  }
}

@inline
function reverse(code: i32, length: i32): i32 {
  let reversed = 0
  for (let bit = 0; bit < length; bit++) reversed |= ((code >> bit) & 1) << (length - 1 - bit)
  return reversed
}
