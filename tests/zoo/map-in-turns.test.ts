import { describe, expect, it } from 'vitest'
import { mapInTurns } from '../../src/zoo/map-in-turns.ts'

const items = Array.from({ length: 250 }, (_, index) => index)

describe('mapInTurns', () => {
  it('keeps the order', async () => {
    expect(await mapInTurns(items, (item) => item * 2)).toEqual(items.map((item) => item * 2))
  })

  it('lets timers have their turn before the end', async () => {
    let isDue = false
    const seen: boolean[] = []
    setImmediate(() => (isDue = true))
    await mapInTurns(items, () => seen.push(isDue))
    expect([seen[0], seen.at(-1)]).toEqual([false, true])
  })

  it('throws what the work throws', async () => {
    const work = () => {
      throw new Error('no')
    }
    await expect(mapInTurns(items, work)).rejects.toThrow('no')
  })
})
