import { describe, expect, it } from 'vitest'
import type { Layer } from '../../src/inspect/network/network.ts'
import { drawNetwork, ROW } from '../../src/site/network-diagram.ts'
import { networkRows } from '../../src/site/network-rows.ts'
import { chain, networkOf, sampleLayer } from './sample-network.ts'

const draw = (...layers: Partial<Layer>[]) => drawNetwork(networkRows(chain(...layers)))

describe('the drawing of a network', () => {
  it('has a plate for each row, in the middle of it', () => {
    const { plates, height, lines } = draw({}, {})
    expect(plates.map(({ y }) => y)).toEqual([ROW / 2, 1.5 * ROW, 2.5 * ROW])
    expect(height).toBe(3 * ROW)
    expect(lines).toHaveLength(2)
  })

  it('makes a plate wider with its channels and taller with its maps', () => {
    const [, wide, narrow, low] = draw(
      { shape: [1, 64, 16, 16] },
      { shape: [1, 8, 16, 16] },
      { shape: [1, 8, 4, 4] },
    ).plates
    expect(wide!.width).toBeGreaterThan(narrow!.width)
    expect(narrow!.height).toBeGreaterThan(low!.height)
    expect(low!.width).toBe(narrow!.width)
  })

  it.each<[string, Partial<Layer>, string]>([
    ['learns', {}, 'learnt'],
    ['learns nothing', { parameters: 0 }, 'plain'],
    ['has no known shape', { shape: null }, 'unknown'],
    ['lays its inputs side by side', { type: 'Concat', parameters: 0 }, 'joined'],
    ['may learn', { parameters: null }, 'learnt'],
  ])('marks a layer that %s', (_, layer, kind) => {
    expect(draw(layer).plates[1]?.kind).toBe(kind)
  })

  it('leads a line that skips rows along a rail, long ones outside of short ones', () => {
    const network = networkOf(
      ...[sampleLayer('a'), sampleLayer('b', { inputs: ['a'] }), sampleLayer('c', { inputs: ['b'] })],
      sampleLayer('d', { type: 'Concat', inputs: ['b', 'c'] }),
      sampleLayer('e', { type: 'Concat', inputs: ['a', 'd'] }),
    )
    const { lines, dots } = drawNetwork(networkRows(network))
    const rails = lines.filter((line) => line.includes('Q'))
    expect(dots).toHaveLength(2)
    const [inner, outer] = rails.map((line) => Number(/Q([\d.]+)/.exec(line)?.[1]))
    expect(outer).toBeLessThan(inner!)
  })

  it('stays within its measures, whatever the shapes are', () => {
    const odd: Layer['shape'][] = [
      null,
      [],
      [null],
      [1],
      [null, null, null],
      [2 ** 52, 2 ** 52, 2 ** 52, 2 ** 52],
      [1, 1, 1, 1],
      [1, 2, null, 4],
    ]
    const layers = odd.map((shape, at) =>
      sampleLayer(`${at}`, { shape, inputs: odd.map((_, one) => `${one}`) }),
    )
    const { width, height, plates, lines } = drawNetwork(networkRows(networkOf(...layers)))
    expect(JSON.stringify([width, height, plates, lines])).not.toMatch(/null|NaN|Infinity/)
    expect(lines.join('')).not.toMatch(/NaN|Infinity|e\d/)
    for (const plate of plates) {
      expect(plate.width).toBeGreaterThan(0)
      expect(plate.x + plate.width / 2).toBeLessThanOrEqual(width)
      expect(plate.height).toBeLessThan(ROW)
    }
    expect(
      Math.min(...[...lines.join(' ').matchAll(/Q([-\d.]+)/g)].map(([, x]) => Number(x))),
    ).toBeGreaterThanOrEqual(0)
  })

  it('is bounded in width, however many lines skip rows', () => {
    const layers = Array.from({ length: 60 }, (_, at) =>
      sampleLayer(`${at}`, { detail: `${at}`, inputs: Array.from({ length: at }, (_, one) => `${one}`) }),
    )
    expect(drawNetwork(networkRows(networkOf(...layers))).width).toBeLessThan(160)
  })
})
