/**
 * Runs `work` over the items, at most `limit` at a time; the results are in the order of the items. After the first failure no
 * further item is begun, those under way end, and that failure is thrown.
 */
export async function mapLimit<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length)
  const queue = items.entries()
  const failures: unknown[] = []
  const worker = async () => {
    for (const [index, item] of queue) {
      if (failures.length > 0) return
      await work(item).then(
        (result) => (results[index] = result),
        (error: unknown) => failures.push(error),
      )
    }
  }
  await Promise.all(Array.from({ length: limit }, worker))
  if (failures.length > 0) throw failures[0]
  return results
}
