import { describe, expect, it } from 'vitest'
import { Intensities } from '../../../src/inspect/volume/intensities.ts'
import { LabelSurvey } from '../../../src/inspect/volume/label-survey.ts'
import { VolumeReader, type VisitRow } from '../../../src/inspect/volume/volume-reader.ts'
import { volumeBytes, type VolumeParts } from './volume-bytes.ts'

function visitAll(parts: VolumeParts, visit: VisitRow): void {
  const reader = new VolumeReader(() => visit)
  reader.push(volumeBytes(parts))
  expect(reader.isWhole).toBe(true)
}

describe('LabelSurvey', () => {
  it('finds the labels and their middle', () => {
    const survey = new LabelSurvey()
    visitAll({ value: (x, y, z) => (x >= 5 && y < 3 && z === 6 ? (x === 7 ? 2 : 14) : 0) }, survey.visit)
    expect([survey.isLabelMap, survey.values, survey.centre]).toEqual([true, [2, 14], [6, 1, 6]])
  })

  it('finds no middle where there are no labels', () => {
    const survey = new LabelSurvey()
    visitAll({}, survey.visit)
    expect([survey.values, survey.centre]).toEqual([[], null])
  })

  it.each([
    ['fractions', 16, () => 0.5],
    ['no numbers', 16, () => NaN],
    ['numbers below zero', 4, () => -1],
    ['large numbers', 8, () => 65536],
    ['too many numbers', 4, (x: number, y: number, z: number) => 64 * z + 8 * y + x],
  ] as const)('takes %s for no labels', (_what, type, value) => {
    const survey = new LabelSurvey()
    visitAll({ type, value }, survey.visit)
    expect(survey.isLabelMap).toBe(false)
  })
})

describe('Intensities', () => {
  const windowOf = (parts: VolumeParts) => {
    const intensities = new Intensities(parts.size ?? [8, 8, 8])
    visitAll(parts, intensities.visit)
    return intensities.window
  }

  it('leave out the 2 percent at either end', () => {
    const value = (x: number, y: number, z: number) => 64 * z + 8 * y + x
    expect(windowOf({ type: 4, value })).toEqual({ low: 10, high: 501 })
  })

  it('leave out what is no finite number', () => {
    const value = (x: number, y: number) => (x > 3 ? NaN : y > 3 ? Infinity : x)
    expect(windowOf({ type: 16, value })).toEqual({ low: 0, high: 3 })
  })

  it('take the least and the largest where nearly all are the same', () => {
    expect(windowOf({ type: 4, value: (x, y, z) => (x + y + z === 0 ? 900 : 5) })).toEqual({
      low: 5,
      high: 900,
    })
  })

  it('are none where all are the same', () => {
    expect(windowOf({ value: () => 5 })).toBeNull()
  })

  it('show soft tissue in CT', () => {
    const value = (x: number) => [-1000, -1000, -990, -100, 40, 60, 900, -3000][x]!
    expect(windowOf({ type: 4, value })).toEqual({ low: -160, high: 240 })
    expect(windowOf({ type: 4, value: (x) => (x < 4 ? -1000 : 900) })).toEqual({ low: -1000, high: 900 })
  })

  it('of many voxels are estimated from voxels all over', () => {
    const { low, high } = windowOf({ size: [256, 256, 8], type: 4, value: (x) => x })!
    expect([Math.abs(low - 5) <= 2, Math.abs(high - 250) <= 2]).toEqual([true, true])
  })
})
