import { quote } from '../zoo/problem.ts'

const MOST_NAMED = 10

/** The first paths, quoted, and how many more there are. */
export function someOf(paths: readonly string[]): string {
  const more = paths.length > MOST_NAMED ? ` and ${paths.length - MOST_NAMED} more` : ''
  return paths.toSorted().slice(0, MOST_NAMED).map(quote).join(', ') + more
}
