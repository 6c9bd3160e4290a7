import { describe, expect, it } from 'vitest'
import { cardWords } from '../../src/zoo/card-words.ts'

describe('cardWords', () => {
  it('keeps each telling word once, sorted, without those of the head', () => {
    const card =
      '# Spleen\n\nTrained for *epochs* on the Phantom; epochs, epochs. See https://host.example/path'
    expect(cardWords(card, ['Spleen on CT'])).toBe('epochs phantom see trained')
  })

  it.each([
    ['tags and targets of links', '<a title="hidden">seen</a> [text](secret/target.png)', 'seen text'],
    ['numbers and digests', '1797 d85ec4c5d03b88b337 3d resnet50', 'resnet50'],
    ['words without an end', 'x'.repeat(31), ''],
  ])('leaves out %s', (_what, card, words) => {
    expect(cardWords(card, [])).toBe(words)
  })

  it('is bounded, whatever the card holds', () => {
    const card = Array.from({ length: 100_000 }, (_, index) => `word${index}x`).join(' ')
    expect(cardWords(card, []).split(' ')).toHaveLength(300)
    for (const evil of ['<', '](', 'https://'])
      expect(cardWords(evil.repeat(500_000), []).length).toBeLessThan(20_000)
  })
})
