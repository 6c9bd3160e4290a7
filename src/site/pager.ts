/** Which pages of a list a page leads to. */

/** Neighbours of the page itself that are named, on each side. */
const NEIGHBOURS = 1

/** Numbers in order, counted from 1, with null for a gap: `1 … 4 5 6 … 280`. A gap stands for two pages or more. */
export function pageNumbers(page: number, pages: number): (number | null)[] {
  const from = page - NEIGHBOURS <= 3 ? 1 : page - NEIGHBOURS
  const to = page + NEIGHBOURS >= pages - 2 ? pages : page + NEIGHBOURS
  const near = Array.from({ length: to - from + 1 }, (_, index) => from + index)
  return [...(from > 1 ? [1, null] : []), ...near, ...(to < pages ? [null, pages] : [])]
}
