import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_STEPS } from '../../../src/inspect/training/chart.ts'
import { Curves } from '../../../src/inspect/training/curves.ts'
import { thinned, toChart } from '../../../src/inspect/training/to-chart.ts'

const HEAD = { title: 'Loss', source: 'x', axis: 'epoch', better: 'lower', isDetail: false } as const

function curve(name: string, values: readonly number[], every = 1) {
  return { name, steps: values.map((_, index) => index * every), values: [...values] }
}

describe('toChart', () => {
  it('leaves a short log whole', () => {
    const chart = toChart(HEAD, [curve('a', [3, 2, 1]), curve('b', [5, 4], 2)])
    expect(chart?.steps).toEqual([0, 1, 2])
    expect(chart?.series).toEqual([
      { name: 'a', values: [3, 2, 1] },
      { name: 'b', values: [5, null, 4] },
    ])
  })

  it('makes nothing of single points', () => {
    expect(toChart(HEAD, [curve('a', [1]), curve('b', [2])])).toBeNull()
    expect(toChart(HEAD, [])).toBeNull()
  })

  it('keeps first, last, least and greatest of each curve of a long log, and no more steps than a chart has', () => {
    const values = fc.array(fc.double({ min: -1e100, max: 1e100, noNaN: true }), {
      minLength: 2,
      maxLength: 1500,
    })
    const every = fc.integer({ min: 1, max: 7 })
    fc.assert(
      fc.property(fc.array(fc.tuple(values, every), { minLength: 1, maxLength: 8 }), (drawn) => {
        const curves = drawn.map(([values, every], index) => curve(`c${index}`, values, every))
        const chart = toChart(HEAD, curves)!
        expect(chart.steps.length).toBeLessThanOrEqual(MAX_STEPS)
        expect(chart.steps).toEqual([...new Set(chart.steps)].sort((a, b) => a - b))
        curves.forEach(({ steps, values }, index) => {
          const kept = chart.series[index]!.values
          for (const value of [Math.min(...values), Math.max(...values)]) expect(kept).toContain(value)
          for (const at of [0, -1]) expect(kept[chart.steps.indexOf(steps.at(at)!)]).toBe(values.at(at))
        })
      }),
      { numRuns: 60 },
    )
  })

  it('shows a curve of few points beside one of many', () => {
    const chart = toChart(HEAD, [curve('train', Array(10_000).fill(1)), curve('test', [3, 2, 1, 2], 3000)])
    expect(chart?.series[1]?.values.filter((value) => value !== null)).toEqual([3, 2, 1, 2])
  })

  it('is thinned further for a table', () => {
    const chart = toChart(HEAD, [
      curve(
        'a',
        Array.from({ length: 400 }, (_, at) => Math.abs(at - 100)),
      ),
    ])!
    const { steps } = thinned(chart, 60)
    expect(steps.length).toBeLessThanOrEqual(60)
    expect(steps).toEqual(expect.arrayContaining([0, 100, 399]))
  })
})

describe('Curves', () => {
  it('forgets what a later run repeats', () => {
    const curves = new Curves()
    for (const step of [0, 1, 2]) curves.add('a', step, step)
    curves.cutFrom(1)
    curves.add('a', 1, 9)
    expect(curves.list()).toEqual([{ name: 'a', steps: [0, 1], values: [0, 9] }])
  })
})
