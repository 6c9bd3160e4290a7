// Where everything lies in the module's one memory, in bytes. Nothing is ever allocated.

/** Bytes of input that one call takes at most. */
export const BLOCK_BYTES: usize = 1 << 20

/** The codes of all pairs of bytes. */
export const PAIRS: usize = 0x10000
/** The caller writes the input here. */
export const INPUT: usize = PAIRS + 0x40000
/** The caller reads the output here: at most 13 bits a byte, where a sample of the counts was wrong. */
export const OUTPUT: usize = INPUT + BLOCK_BYTES + 0x10000

/** Four histograms of 256 counts, so that equal neighbours do not wait for each other; the sums end up in the first, with that of the end. */
export const COUNTS: usize = 0x1000
/** Code and length of each symbol as they are written: `length << 16 | reversed code`. */
export const CODES: usize = 0x2000
/** Lengths of the codes, in bytes: 257 of literals and the end, then 2 of distances. */
export const LENGTHS: usize = 0x3000
/** Work space of the tree's construction: symbols sorted by how often they occur, and the tree over them. */
export const SORTED: usize = 0x4000
export const TREE: usize = 0x6000
/** Counts, codes and lengths of the alphabet in which the lengths themselves are written. */
export const META_COUNTS: usize = 0x8000
export const META_CODES: usize = 0x8100
export const META_LENGTHS: usize = 0x8200
/** The lengths as runs: `symbol | extra bits << 8`. */
export const RUNS: usize = 0x9000
/** How many codes there are of each length, and the next free code of it. */
export const PER_LENGTH: usize = 0xb000
export const NEXT_CODE: usize = 0xb100
