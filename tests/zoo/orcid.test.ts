import { expect, it } from 'vitest'
import { isOrcid } from '../../src/zoo/orcid.ts'

it.each(['0000-0002-1825-0097', '0000-0001-5109-3700', '0000-0002-1694-233X'])(
  '%s is an ORCID iD',
  (text) => {
    expect(isOrcid(text)).toBe(true)
  },
)

it.each([
  ['a digit is mistyped', '0000-0002-1835-0097'],
  ['two digits change places', '0000-0002-8125-0097'],
  ['it is a pattern that nobody filled in', '0000-0000-0000-0000'],
  ['the X is small', '0000-0002-1694-233x'],
  ['an address stands before it', 'https://orcid.org/0000-0002-1825-0097'],
  ['a digit is missing', '0000-0002-1825-009'],
])('none where %s: %s', (_, text) => {
  expect(isOrcid(text)).toBe(false)
})
