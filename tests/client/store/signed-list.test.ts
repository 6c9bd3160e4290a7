import { expect, it } from 'vitest'
import { SignedList } from '../../../src/client/store/signed-list.ts'

const [A, B] = ['a'.repeat(64), 'b'.repeat(64)]
const TEXT = [
  `${A}  master.json`,
  `${B}  x/master.json`,
  `${A}  x  catalogue.json`,
  `short  entry.json`,
  `${A}  Größe`,
  '',
].join('\n')

it.each([
  ['master.json', A],
  ['x/master.json', B],
  ['Größe', A],
  ['catalogue.json', null],
  ['entry.json', null],
  ['aster.json', null],
  ['nothing', null],
])('the sum of %j is %j', (path, expected) => {
  expect(new SignedList(Buffer.from(TEXT), 'list').sumOf(path)).toBe(expected)
})

it('one path agrees with the whole list', () => {
  const list = new SignedList(Buffer.from(TEXT), 'list')
  for (const [path, sum] of list.sums) expect(list.sumOf(path)).toBe(sum)
  expect(list.sums.size).toBe(4)
})
