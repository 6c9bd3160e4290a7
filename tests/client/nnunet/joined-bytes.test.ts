import { expect, it } from 'vitest'
import { joinedBytes } from '../../../src/client/nnunet/joined-bytes.ts'
import { bytesOf } from '../../../src/lib/byte-source.ts'

it('reads across the borders of its segments as across none', () => {
  const source = bytesOf(Buffer.from('0123456789'))
  const joined = joinedBytes([
    Buffer.from('ab'),
    { source, start: 3, size: 4 },
    Buffer.alloc(0),
    Buffer.from('z'),
  ])
  const whole = 'ab3456z'
  expect(joined.size).toBe(whole.length)
  for (let from = 0; from <= whole.length; from++)
    for (let length = 0; length <= whole.length + 1; length++)
      expect(joined.read(from, length).toString()).toBe(whole.slice(from, from + length))
})

it('may be empty', () => {
  expect(joinedBytes([]).read(0, 5)).toEqual(Buffer.alloc(0))
})
