import { describe, expect, it } from 'vitest'
import { cleanLine, cutAtWord, oneLine, proseFault, textFault } from '../../src/zoo/text.ts'

const CONTROL = 'The text holds a control character. Type it again as plain text.'
const HIDDEN =
  'The text holds an invisible character or one that turns the direction of writing. Type it again as plain text.'

describe('a one-line text', () => {
  it.each(['', 'Größe & more', 'שלום', '🧠', 'a\u200db'])('may be %j', (text) => {
    expect(textFault(text)).toBeNull()
  })

  it.each(['a\nb', 'a\tb', 'a\0', '\u001b[31m', '\u007f', '\u0085', 'a\u2028b', 'a\u2029b'])(
    'is refused for the control character in %j',
    (text) => expect(textFault(text)).toBe(CONTROL),
  )

  it.each(['a\u202eb', '\u2066a\u2069', 'a\u200bb', '\ufeffa'])(
    'is refused for the hidden character in %j',
    (text) => expect(textFault(text)).toBe(HIDDEN),
  )
})

describe('a text of several lines', () => {
  it('may hold line ends and tabs, and nothing else that is hidden', () => {
    expect(proseFault('a\n\tb\n')).toBeNull()
    expect(proseFault('a\rb')).toBe(CONTROL)
    expect(proseFault('a\n\u202eb')).toBe(HIDDEN)
  })
})

describe('oneLine', () => {
  it('folds white space and trims the ends', () => expect(oneLine(' a \r\n\t b\n')).toBe('a b'))
})

describe('cleanLine', () => {
  it('leaves nothing that textFault refuses', () => {
    expect(cleanLine('\ufeff a\0b\u202e\nc\u2028d ')).toBe('a b c d')
  })
})

describe('cutAtWord', () => {
  it.each([
    ['one two three', 13, 'one two three'],
    ['one two three', 12, 'one two…'],
    ['onetwothree', 8, 'onet…'],
    ['', 5, ''],
  ])('cuts %j to %d characters: %j', (text, length, cut) => {
    expect(cutAtWord(text, length)).toBe(cut)
  })
})
