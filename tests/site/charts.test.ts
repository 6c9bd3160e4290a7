import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { saneValue } from '../../src/inspect/training/log-text.ts'
import { chartNumbers } from '../../src/site/chart-numbers.ts'
import { CHART, lineChart } from '../../src/site/charts.ts'
import { fixtureChart } from '../fixtures/store.ts'

const PLAIN = fixtureChart({
  title: 'Loss',
  steps: [0, 5, 10],
  series: [
    { name: 'train_loss', values: [2, 1, 0] },
    { name: 'val_loss', values: [2, 0.5, 1] },
  ],
})

describe('lineChart', () => {
  it('places points between round ticks that take in all of them', () => {
    const { xTicks, yTicks, lines } = lineChart(PLAIN)
    expect(xTicks.map(({ label }) => label)).toEqual(['0', '2', '4', '6', '8', '10'])
    expect(yTicks.map(({ label }) => label)).toEqual(['0', '0.5', '1.0', '1.5', '2.0'])
    expect(lines[0]?.path).toBe(`M48 10L199 94L350 178`)
  })

  it('says first, last and best in words', () => {
    expect(lineChart(PLAIN).description).toBe(
      'Loss by epoch, 0 to 10. train_loss: first 2.000, last 0. ' +
        'val_loss: first 2.000, best 0.5000 at epoch 5, last 1.000.',
    )
  })

  it.each([
    ['lower', 'val', 5],
    ['higher', 'val', 0],
    ['lower', 'training loss', null],
    [null, 'val', null],
  ] as const)('where %s is better, marks of %s the best at %s', (better, name, step) => {
    const { lines } = lineChart({ ...PLAIN, better, series: [{ name, values: [2, 0.5, 1] }] })
    expect(lines[0]?.mark?.x ?? null).toBe(step === null ? null : 48 + step * 30.2)
  })

  it('marks the first of many lines alone, and draws no more than eight', () => {
    const series = Array.from({ length: 12 }, (_, at) => ({ name: `c${at}`, values: [3, 1, 2] }))
    const { lines, more } = lineChart({ ...PLAIN, series })
    expect([lines.length, more]).toEqual([8, 4])
    expect(lines.map(({ mark }) => mark !== null)).toEqual([true, ...Array<boolean>(7).fill(false)])
  })

  it('draws a single value as a dot', () => {
    const { lines } = lineChart(fixtureChart())
    expect(lines[1]?.dot).toEqual({ x: 199, y: 52 })
  })

  it('stays finite and inside its frame, whatever the numbers', () => {
    const number = fc.double({ min: -1e100, max: 1e100, noNaN: true }).map((value) => saneValue(value) ?? 0)
    const value = fc.option(number, { nil: null })
    const steps = fc.uniqueArray(number, { minLength: 2, maxLength: 30, comparator: 'SameValueZero' })
    fc.assert(
      fc.property(
        steps,
        fc.array(value, { minLength: 30, maxLength: 30 }),
        number,
        (steps, values, first) => {
          const series = [{ name: 'a', values: [first, ...values.slice(1, steps.length)] }]
          const chart = lineChart({ ...PLAIN, steps: steps.sort((a, b) => a - b), series })
          const text = JSON.stringify(chart)
          expect(text).not.toMatch(/NaN|Infinity/)
          expect([...chart.xTicks, ...chart.yTicks].every(({ at }) => Number.isFinite(at))).toBe(true)
          const points = chart.lines[0]!.path.match(/-?[\d.]+ -?[\d.]+/g)!.map((point) =>
            point.split(' ').map(Number),
          )
          for (const [x = NaN, y = NaN] of points) {
            expect(x >= 0 && x <= CHART.width).toBe(true)
            expect(y >= CHART.top - 1 && y <= CHART.bottom + 1).toBe(true)
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('chartNumbers', () => {
  it('lists what the log has, and leaves out what it has not', () => {
    expect(chartNumbers(PLAIN).rows[1]).toEqual({ step: '5', values: ['1.000', '0.500'] })
    expect(chartNumbers(fixtureChart()).rows[0]?.values).toEqual(['3.000', ''])
  })

  it('keeps at most 60 rows of a long log, the first, the last and the best among them', () => {
    const steps = Array.from({ length: 500 }, (_, at) => at + 1)
    const values = steps.map((step) => Math.abs(step - 123))
    const { rows, isThinned } = chartNumbers({ ...PLAIN, steps, series: [{ name: 'a', values }] })
    expect(isThinned).toBe(true)
    expect(rows.length).toBeLessThanOrEqual(60)
    expect(rows.map(({ step }) => step)).toEqual(expect.arrayContaining(['1', '123', '500']))
  })
})
