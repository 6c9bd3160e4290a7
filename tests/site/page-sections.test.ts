import { describe, expect, it } from 'vitest'
import { sectionsOf } from '../../src/site/page-sections.ts'

describe('the sections of a page', () => {
  it('are its headings of the second level that have an id, in their order', () => {
    const html =
      '<h2 id="use-it">Use it</h2><h3 id="x">No</h3><h2>Facts</h2><h2 id="card" class="a">Q &amp; A &#39;s</h2>'
    expect(sectionsOf(html)).toEqual([
      { id: 'use-it', title: 'Use it' },
      { id: 'card', title: "Q & A 's" },
    ])
  })

  it('are none of what a card escapes', () => {
    expect(sectionsOf('<p>&lt;h2 id="evil"&gt;x&lt;/h2&gt;</p>')).toEqual([])
  })

  it('are no dialogs, whose headings begin with their class', () => {
    expect(sectionsOf('<dialog><h2 class="viewer-title" id="volume">The volume</h2></dialog>')).toEqual([])
  })
})
