import { describe, expect, it } from 'vitest'
import { standIn, takeBack } from '../../src/formats/ini-stand-ins.ts'

const PRINTABLE = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at))
  .join('')
  .trim()

describe('a stand-in', () => {
  it('holds no character that means anything to ini, and gives the text back', () => {
    expect(standIn(PRINTABLE)).not.toMatch(/[ -~]/)
    expect(takeBack(standIn(PRINTABLE))).toBe(PRINTABLE)
  })

  it('leaves what ini itself writes as it is', () => {
    expect(takeBack(`[${standIn('a.b')}]\n${standIn('k')} = ${standIn('"x;y"')}\n`)).toBe(
      '[a.b]\nk = "x;y"\n',
    )
  })

  it.each(['', ' ', ' a', 'a ', 'a\nb', 'a\tb', 'größe', '\ue041'])('is refused to %j', (text) => {
    expect(() => standIn(text)).toThrow('cannot stand in a spec for NiftyNet')
  })
})
