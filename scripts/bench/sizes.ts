/** How much is raced over. */
export interface Sizes {
  /** Bytes of weights. */
  weights: number
  /** Entries of the small and of the large store. */
  small: number
  large: number
  /** Files an entry, beside its card, where files count. */
  files: number
  /** Small files in one archive. */
  members: number
  /** Pictures to make thumbnails of. */
  pictures: number
  /** Times that each contestant runs. */
  runs: number
}

export const FULL: Sizes = {
  ...{ weights: 512 * 2 ** 20, small: 1000, large: 10_000 },
  ...{ files: 9, members: 100_000, pictures: 60, runs: 5 },
}

/** To see whether the benchmark itself works; the figures mean little. */
export const QUICK: Sizes = {
  ...{ weights: 64 * 2 ** 20, small: 200, large: 1000 },
  ...{ files: 9, members: 5000, pictures: 10, runs: 1 },
}
