import { quoteSome } from '../zoo/problem.ts'

const MOST_NAMED = 10

/** The first paths in their order, quoted, and how many more there are. */
export function someOf(paths: readonly string[]): string {
  return quoteSome(paths.toSorted(), MOST_NAMED)
}
