import { describe, expect, it } from 'vitest'
import { formatShown, isPlain, parseShown, sortOf } from '../../../src/site/finder/query.ts'

describe('the address of what is looked for', () => {
  it.each([
    '?q=spleen+ct&task=image-segmentation&task=other&tag=3d%26more&sort=size&view=table',
    '?licence=CC-BY-4.0',
    '?view=table',
    '',
  ])('%s comes back as it was', (search) => {
    expect(formatShown(parseShown(search))).toBe(search)
  })

  it('passes over what is not known, and is bounded', () => {
    const shown = parseShown(
      `?sort=evil&view=evil&x=1&q=${'x'.repeat(9999)}&${'tag=a&'.repeat(99)}tag=&__proto__=1`,
    )
    expect(shown).toMatchObject({ sort: null, view: 'grid', chosen: { tag: ['a'] } })
    expect(shown.text).toHaveLength(200)
    const tags = Array.from({ length: 999 }, (_, n) => `tag=${n}`).join('&')
    expect(parseShown(`?${tags}`).chosen.tag).toHaveLength(50)
  })
})

describe('the order', () => {
  it('is relevance while there is text, and else the name', () => {
    expect(sortOf(parseShown('?q=x'))).toBe('relevance')
    expect(sortOf(parseShown('?sort=relevance'))).toBe('name')
    expect(sortOf(parseShown('?q=x&sort=size'))).toBe('size')
  })
})

describe('the list as it was delivered', () => {
  it.each([
    ['', true],
    ['?sort=name', true],
    ['?sort=size', false],
    ['?q=x', false],
    ['?tag=x', false],
    ['?view=table', false],
  ])('answers %s: %s', (search, plain) => {
    expect(isPlain(parseShown(search))).toBe(plain)
  })
})
