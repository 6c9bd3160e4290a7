import { describe, expect, it } from 'vitest'
import { networkName, networkSummary, shapeText, sharesBatch } from '../../src/site/network-text.ts'
import { chain, sampleLayer } from './sample-network.ts'

describe('a network in words', () => {
  it.each([
    [[1, 20, 24, 24], '1 × 20 × 24 × 24'],
    [['batch', null, 1000], 'batch × ? × 1,000'],
    [[], 'one number'],
    [null, 'unknown'],
  ])('writes the shape %j as %s', (shape, text) => {
    expect(shapeText(shape)).toBe(text)
  })

  it('says how many layers and parameters there are', () => {
    expect(networkSummary({ ...chain({}), parameters: 431_080 })).toBe('2 layers, 431,080 parameters')
    expect(networkSummary({ ...chain(), parameters: null })).toBe('1 layer, parameters not told by the file')
  })

  it('leaves out the name that an exporter gives to every network', () => {
    expect(['LeNet', 'torch_jit', 'main_graph'].map((name) => networkName({ ...chain(), name }))).toEqual([
      'LeNet',
      '',
      '',
    ])
  })

  it('knows whether every shape begins with the batch', () => {
    expect(sharesBatch(chain({ shape: [1, 5] }, { shape: null }, { shape: [5] }))).toBe(true)
    expect(sharesBatch(chain({ shape: [5, 1] }))).toBe(false)
    expect(sharesBatch({ ...chain(), layers: [sampleLayer('a', { shape: null })] })).toBe(false)
  })
})
