import { describe, expect, it } from 'vitest'
import { formatDigitsMaster } from '../../src/formats/digits-master.ts'
import { fixtureStore } from '../fixtures/store.ts'

describe('formatDigitsMaster', () => {
  it('names only what DIGITS can import, because one other child breaks the listing', () => {
    expect(JSON.parse(formatDigitsMaster(fixtureStore()))).toMatchObject({ children: ['lenet_digits'] })
  })

  it('has both keys even in an empty store', () => {
    expect(JSON.parse(formatDigitsMaster(fixtureStore({ entries: [] })))).toEqual({
      msg: 'Models for tests; "not" for patients.',
      children: [],
    })
  })

  it("greets with the store's title where there is no message", () => {
    expect(
      JSON.parse(formatDigitsMaster(fixtureStore({ site: { title: 'Zoo', message: '' } }))),
    ).toMatchObject({
      msg: 'Zoo',
    })
  })
})
