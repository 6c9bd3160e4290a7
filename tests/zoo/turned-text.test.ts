import { describe, expect, it } from 'vitest'
import { card, problemsOf } from './folders.ts'

const found = async (prose: string, more: Record<string, string> = {}) =>
  problemsOf({ 'a/README.md': `${card('license: mit')}${prose}`, 'a/weights/a.bin': 'a', ...more })

describe('the prose of a card', () => {
  it.each(['\u202e', '\u202d'])('is not turned around by %j', async (character) => {
    expect(await found(`\nOpen ${character}cod.exe\n`)).toEqual([
      'zoo/a/README.md:8: turned-text: The text holds a character that turns the direction of writing, so that it reads differently from what it says. Type it again as plain text.',
    ])
  })

  it('is only warned of in a clone from a hub', async () => {
    expect(await found('\n\u202eabc\n', { 'a/.gitattributes': '' })).toEqual([
      expect.stringMatching(/^zoo\/a\/README\.md:8: warning: turned-text: /),
    ])
  })

  it('may be written from right to left', async () => {
    expect(await found('\nשלום \u2067abc\u2069 \u202bمرحبا\u202c \u200fabc\u200e\n')).toEqual([])
  })

  it('is told of in three lines', async () => expect(await found('\u202e\n'.repeat(10))).toHaveLength(3))
})
