import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { mapLimit } from '../../src/lib/map-limit.ts'

describe('mapLimit', () => {
  it('keeps the order of the items, whichever is done first', async () => {
    const slowFirst = async (item: number) => setTimeout(item * 10, item)
    expect(await mapLimit([3, 1, 2], 3, slowFirst)).toEqual([3, 1, 2])
  })

  it('never runs more than the limit', async () => {
    let running = 0
    let most = 0
    await mapLimit([1, 2, 3, 4, 5, 6, 7], 3, async () => {
      most = Math.max(most, ++running)
      await setTimeout(1)
      running -= 1
    })
    expect(most).toBe(3)
  })

  it('begins nothing after a failure, and throws it once the others have ended', async () => {
    const ended: number[] = []
    const work = async (item: number) => {
      await setTimeout(item * 10)
      if (item === 1) throw new Error('item 1 failed')
      ended.push(item)
    }
    await expect(mapLimit([1, 2, 3, 4], 2, work)).rejects.toThrow('item 1 failed')
    expect(ended).toEqual([2])
  })
})
