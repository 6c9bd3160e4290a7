/** The name that somebody who mistyped it most likely meant. */

/** Beyond that, words are not compared: the time grows with the square of their length. */
const LONGEST = 100

/** Null: none is near. Slips are letters left out, added, replaced or swapped; case is none. At most one slip in three letters. */
export function nearestName(typed: string, names: Iterable<string>): string | null {
  if (typed.length > LONGEST) return null
  let best: { name: string; slips: number } | null = null
  for (const name of names) {
    if (name.length > LONGEST) continue
    const slips = slipsBetween(typed.toLowerCase(), name.toLowerCase())
    const most = Math.max(1, Math.floor(Math.min(typed.length, name.length) / 3))
    if (slips <= most && (best === null || slips < best.slips)) best = { name, slips }
  }
  return best?.name ?? null
}

/** Optimal string alignment: the row of the letter before the last is kept for swaps. */
function slipsBetween(a: string, b: string): number {
  let older: number[] = []
  let old = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = old[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwap ? older[j - 2]! + 1 : Infinity
      row.push(Math.min(replaced, swapped, old[j]! + 1, row[j - 1]! + 1))
    }
    older = old
    old = row
  }
  return old[b.length]!
}
