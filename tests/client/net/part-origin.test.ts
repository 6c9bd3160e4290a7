import { describe, expect, it } from 'vitest'
import {
  formatOrigin,
  parseOrigin,
  strongEtag,
  urlKey,
  type Origin,
} from '../../../src/client/net/part-origin.ts'

const ORIGIN: Origin = {
  urlKey: urlKey('https://lab.example/'),
  etag: '"a"',
  size: 7,
  sha256: 'a'.repeat(64),
}

describe('the note beside a part', () => {
  it.each([ORIGIN, { ...ORIGIN, etag: null, size: null, sha256: null }])(
    'is read as it was written',
    (origin) => {
      expect(parseOrigin(formatOrigin(origin))).toEqual(origin)
    },
  )

  it('does not tell what the address was', () => {
    expect(formatOrigin({ ...ORIGIN, urlKey: urlKey('https://lab.example/?token=secret') })).not.toContain(
      'secret',
    )
  })

  it.each([
    { formatVersion: 2 },
    { urlKey: null },
    { urlKey: 'A'.repeat(64) },
    { etag: 'W/"a"' },
    { etag: '"a"\r\nX: y' },
    { etag: 7 },
    { size: -1 },
    { size: 1.5 },
    { size: '7' },
    { size: 1e300 },
    { sha256: 'abc' },
    { sha256: undefined },
  ])('says nothing where something in it is wrong: %j', (wrong) => {
    const text = JSON.stringify({ formatVersion: 1, ...ORIGIN, ...wrong })
    expect(parseOrigin(text)).toBeNull()
  })

  it.each(['', 'null', '7', '"a"', '[1]', '{', '\0'])('says nothing where it is none: %j', (text) => {
    expect(parseOrigin(text)).toBeNull()
  })
})

describe('strongEtag', () => {
  it.each([
    ['"a"', '"a"'],
    ['""', '""'],
    ['W/"a"', null],
    ['a', null],
    ['"a', null],
    ['"a"b"', null],
    ['"a b"', null],
    [`"${'a'.repeat(2000)}"`, null],
    [undefined, null],
  ])('of %s is %s', (header, expected) => {
    expect(strongEtag(header)).toBe(expected)
  })
})
