import { describe, expect, it } from 'vitest'
import {
  duration,
  formatBytes,
  formatCount,
  libraryLabel,
  plural,
  shortHash,
  taskLabel,
} from '../../src/site/format.ts'

describe('numbers for people', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [1395, '1.4 kB'],
    [999_949, '999.9 kB'],
    [999_950, '1 MB'],
    [17_853_647, '17.9 MB'],
    [2_000_000_000_000, '2 TB'],
  ])('writes %i bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes).replace('\u00a0', ' ')).toBe(text)
  })

  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [85_373, '85,373'],
    [1_234_567, '1,234,567'],
  ])('groups the digits of %i', (count, text) => {
    expect(formatCount(count)).toBe(text)
  })

  it('counts one thing in the singular', () => {
    expect([0, 1, 2000].map((count) => plural(count, 'model'))).toEqual([
      '0 models',
      '1 model',
      '2,000 models',
    ])
  })
})

describe('names for people', () => {
  it('shortens a digest in the middle', () => {
    expect(shortHash(`d85ec4c5${'0'.repeat(48)}1debb0ff`)).toBe('d85ec4c5…1debb0ff')
  })

  it('writes a task as words and a framework as its makers do', () => {
    expect(taskLabel('image-segmentation')).toBe('Image segmentation')
    expect([libraryLabel('niftynet'), libraryLabel('own-thing'), libraryLabel('constructor')]).toEqual([
      'NiftyNet',
      'own-thing',
      'constructor',
    ])
  })
})

describe('duration', () => {
  it.each([
    [0, '0 s'],
    [59, '59 s'],
    [245, '4 min 5 s'],
    [7380, '2 h 3 min'],
  ])('of %d seconds is %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text)
  })
})
