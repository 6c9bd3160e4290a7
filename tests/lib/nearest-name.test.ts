import { describe, expect, it } from 'vitest'
import { nearestName } from '../../src/lib/nearest-name.ts'

describe('a mistyped name', () => {
  it.each([
    ['gte', ['get', 'list'], 'get'],
    ['ge', ['get', 'list'], 'get'],
    ['lists', ['get', 'list'], 'list'],
    ['INFO', ['info', 'install'], 'info'],
    ['instal', ['info', 'install'], 'install'],
    ['spleen_unte', ['spleen_unet', 'spleen_unet2'], 'spleen_unet'],
    ['download', ['get', 'list'], null],
    ['', ['get'], null],
    ['x'.repeat(10_000), ['x'.repeat(10_000)], null],
  ])('%j is taken for the nearest of %j', (typed, names, nearest) => {
    expect(nearestName(typed, names)).toBe(nearest)
  })
})
