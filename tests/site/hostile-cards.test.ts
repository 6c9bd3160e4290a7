/** Hostile cards as one parser sees what we make of them; tests/e2e/hostile-cards.test.ts asks a browser. */
import sanitizeHtml from 'sanitize-html'
import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '../../src/lib/markdown.ts'
import { renderCard, renderStoreProse } from '../../src/site/card-html.ts'
import { cardFaults, type ParsedElement } from './card-faults.ts'
import { HOSTILE_CARDS } from './hostile-cards.ts'
import { sampleEntry } from './sample-entry.ts'

const VOID = /^(br|hr|img|input|wbr)$/

/** The elements, and whether every tag is closed by one of its own name and nothing else is. */
function parse(html: string): { elements: ParsedElement[]; isBalanced: boolean } {
  const elements: ParsedElement[] = []
  sanitizeHtml(html, {
    allowedTags: [],
    onOpenTag: (name, attributes) => elements.push({ name, attributes: { ...attributes } }),
  })
  return { elements, isBalanced: isBalanced(html) }
}

/** In sanitised HTML every `<` begins a tag. */
function isBalanced(html: string): boolean {
  const open: string[] = []
  for (const [, end, name = ''] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/g)) {
    if (end === '' && !VOID.test(name)) open.push(name)
    else if (end !== '' && open.pop() !== name) return false
  }
  return open.length === 0 && html.split('<').length - 1 === [...html.matchAll(/<\/?[a-z]/g)].length
}

it('there are hundreds of hostile cards, no two alike', () => {
  const texts = new Set(HOSTILE_CARDS.map(({ markdown }) => markdown))
  expect(texts.size).toBe(HOSTILE_CARDS.length)
  expect(texts.size).toBeGreaterThan(250)
})

it('most of them would do harm if nobody sanitised them', () => {
  const harmful = HOSTILE_CARDS.filter(
    ({ markdown }) => cardFaults(parse(renderMarkdown(markdown)).elements).length > 0,
  )
  expect(harmful.length).toBeGreaterThan(200)
})

describe.each(HOSTILE_CARDS.map((card) => [card.id, card.markdown] as const))('%s', (_, markdown) => {
  it('is harmless on the page of its model', () => {
    const { elements, isBalanced } = parse(renderCard({ ...sampleEntry({}), card: markdown }))
    expect(cardFaults(elements)).toEqual([])
    expect(isBalanced).toBe(true)
  })

  it('is harmless on the home page', () => {
    const { elements, isBalanced } = parse(renderStoreProse(markdown, 'Zoo', ['liver']))
    expect(cardFaults(elements)).toEqual([])
    expect(isBalanced).toBe(true)
  })
})
