import { describe, expect, it } from 'vitest'
import { CATALOGUE, countPages, PAGE_SIZE, pagePath, sliceOf } from '../../src/formats/pagination.ts'

describe('the pages of a list', () => {
  it.each([
    [0, 1],
    [1, 1],
    [PAGE_SIZE, 1],
    [PAGE_SIZE + 1, 2],
    [10_000, 278],
  ])('of %i entries are %i', (entries, pages) => {
    expect(countPages(entries)).toBe(pages)
  })

  it('have addresses that do not depend on how many there are', () => {
    const tag = { first: 'tags/ct/', base: 'tags/ct/' }
    const paths = [1, 2, 11].map((page) => [pagePath(CATALOGUE, page), pagePath(tag, page)])
    expect(paths).toEqual([
      ['', 'tags/ct/'],
      ['models/2/', 'tags/ct/2/'],
      ['models/11/', 'tags/ct/11/'],
    ])
  })

  it('hold every entry once', () => {
    const items = Array.from({ length: 2 * PAGE_SIZE + 1 }, (_, index) => index)
    const pages = Array.from({ length: countPages(items.length) }, (_, index) => sliceOf(items, index + 1))
    expect(pages.flat()).toEqual(items)
  })
})
