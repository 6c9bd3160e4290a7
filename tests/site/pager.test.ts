import { describe, expect, it } from 'vitest'
import { pageNumbers } from '../../src/site/pager.ts'

describe('pageNumbers', () => {
  it.each([
    [1, 1, [1]],
    [1, 2, [1, 2]],
    [2, 3, [1, 2, 3]],
    [1, 280, [1, 2, null, 280]],
    [4, 280, [1, 2, 3, 4, 5, null, 280]],
    [5, 280, [1, null, 4, 5, 6, null, 280]],
    [277, 280, [1, null, 276, 277, 278, 279, 280]],
    [280, 280, [1, null, 279, 280]],
  ])('on page %i of %i are %j', (page, pages, numbers) => {
    expect(pageNumbers(page, pages)).toEqual(numbers)
  })

  it('leads to the first, the last and both neighbours from anywhere, in order, with no gap of a single page', () => {
    for (let pages = 1; pages < 20; pages++) {
      for (let page = 1; page <= pages; page++) {
        const numbers = pageNumbers(page, pages)
        const named = numbers.filter((number) => number !== null)
        const near = [1, page - 1, page, page + 1, pages].filter((number) => number >= 1 && number <= pages)
        expect(named).toEqual(expect.arrayContaining(near))
        expect(named).toEqual([...new Set(named)].sort((a, b) => a - b))
        for (const [index, number] of numbers.entries())
          if (number === null) expect(numbers[index + 1]! - numbers[index - 1]!).toBeGreaterThan(2)
      }
    }
  })
})
