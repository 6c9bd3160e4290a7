import { describe, expect, it } from 'vitest'
import { firstHeading, firstSentence } from '../../src/zoo/prose.ts'

describe('the title of a card that states none', () => {
  it.each([
    ['# Spleen *on* `CT`\n', 'Spleen on CT'],
    ['Prose.\n\n## Second level\n', 'Second level'],
    ['Underlined\n===\n', 'Underlined'],
    ['# ![badge](a.png)\n\n# Real\n', 'Real'],
    ['# 🧠\n\n# Brain\n', 'Brain'],
    ['> # Quoted\n', null],
    ['```\n# a comment\n```\n', null],
    ['', null],
  ])('of %j is %j', (markdown, title) => expect(firstHeading(markdown)).toBe(title))
})

describe('the summary of a card that states none', () => {
  it.each([
    ['# T\n\nIt finds livers. It is small.\n', 'It finds livers.'],
    ['One line\nand its end. Next.\n', 'One line and its end.'],
    ['[![build](https://ci.example/b.svg)](https://ci.example)\n\nReal text.\n', 'Real text.'],
    ['Reads **[links](https://a.example)** as text.\n', 'Reads links as text.'],
    ['<img src="a.png" onerror="alert(1)"> Shown text.\n', 'Shown text.'],
    ['- a list\n- of things\n\nThen prose.\n', 'Then prose.'],
    ['No stop at all\n', 'No stop at all'],
    ['# Only a heading\n', null],
    ['', null],
  ])('of %j is %j', (markdown, summary) => expect(firstSentence(markdown)).toBe(summary))

  it('does not end at a number, and keeps what stands in brackets', () => {
    expect(firstSentence('Dice is 0.97 (of 1.0) on CT. More.\n')).toBe('Dice is 0.97 (of 1.0) on CT.')
  })
})
