import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../src/lib/words.ts'

describe('wordsOf', () => {
  it.each([
    ['Spleen on CT', ['spleen', 'on', 'ct']],
    ['dense_vnet-3D', ['dense', 'vnet', '3d']],
    ['Dénoising, ﬁne', ['denoising', 'fine']],
    ['تجزئة الدماغ', ['تجزية', 'الدماغ']],
    ['<b>&amp;</b> …', ['b', 'amp', 'b']],
    ['', []],
  ])('folds %s', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })
})
