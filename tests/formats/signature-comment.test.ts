import { describe, expect, it } from 'vitest'
import {
  dayNumber,
  formatDay,
  formatSignatureComment,
  parseSignatureComment,
} from '../../src/formats/signature-comment.ts'

const FACTS = { file: 'SHA256SUMS', serial: 7, expires: '2027-11-21', sha256: 'a1'.repeat(32) }

describe('a signature comment', () => {
  it('states four facts in one line', () => {
    expect(formatSignatureComment(FACTS)).toBe(
      `file:SHA256SUMS serial:7 expires:2027-11-21 sha256:${'a1'.repeat(32)}`,
    )
  })

  it('is read as it was written', () => {
    expect(parseSignatureComment(formatSignatureComment(FACTS))).toEqual(FACTS)
  })

  it.each([
    [
      "minisign's own, parted by tabs",
      'timestamp:1763712000\tfile:SHA256SUMS\thashed',
      { file: 'SHA256SUMS' },
    ],
    ['words without a name', 'signature of the store', {}],
    ['a serial that is no number', 'serial:-1 serial:', {}],
    ['a serial beyond exact numbers', 'serial:9999999999999999', {}],
    ['a day that is none', 'expires:2027-02-30', {}],
    ['a time instead of a day', 'expires:2027-02-28T00:00', {}],
    ['a name inside a word', 'xserial:1 a/serial:2', {}],
    ['a second fact of one name', 'serial:5 serial:9', { serial: 5 }],
  ])('may be %s', (_, comment, facts) => {
    expect(parseSignatureComment(comment)).toEqual(facts)
  })

  it('counts days over leap years and centuries', () => {
    expect(formatDay(dayNumber('2028-02-28') + 1)).toBe('2028-02-29')
    expect(formatDay(dayNumber('2099-12-31') + 1)).toBe('2100-01-01')
  })
})
