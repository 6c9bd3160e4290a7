import { setImmediate } from 'node:timers/promises'

const ITEMS_A_TURN = 100

/**
 * Runs `work`, which waits for nothing, over the items; the results are in their order. Timers, signals and whoever shows progress
 * have their turn in between.
 */
export async function mapInTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Result,
): Promise<Result[]> {
  const results: Result[] = []
  for (const item of items) {
    results.push(work(item))
    if (results.length % ITEMS_A_TURN === 0) await setImmediate()
  }
  return results
}
