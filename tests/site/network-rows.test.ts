import { describe, expect, it } from 'vitest'
import { networkRows } from '../../src/site/network-rows.ts'
import { chain, networkOf, sampleLayer } from './sample-network.ts'

describe('the rows of a network', () => {
  it('tell small steps with the layer that they follow', () => {
    const rows = networkRows(
      chain(
        { detail: '3 × 3' },
        { type: 'BatchNormalization', parameters: 4 },
        { type: 'Relu', parameters: 0 },
        {},
      ),
    )
    expect(rows.map(({ words, parameters, inputs }) => [words, parameters, inputs])).toEqual([
      ['', 0, []],
      ['3 × 3 · BatchNormalization · Relu', 14, [0]],
      ['', 10, [1]],
    ])
  })

  it('keep a step by itself where others read what comes before it', () => {
    const rows = networkRows(
      networkOf(
        sampleLayer('a'),
        sampleLayer('relu', { type: 'Relu', inputs: ['a'] }),
        sampleLayer('sum', { type: 'Add', inputs: ['a', 'relu'] }),
      ),
    )
    expect(rows.map(({ inputs }) => inputs)).toEqual([[], [0], [0, 1]])
  })

  it('let nobody be a step of the input', () => {
    expect(networkRows(chain({ type: 'Relu' }))).toHaveLength(2)
  })

  it('tell a block that is repeated once', () => {
    const block = [{ detail: '1 × 1' }, { detail: '3 × 3' }, { type: 'MaxPool' }]
    const rows = networkRows(chain(...(Array(12).fill(block).flat() as typeof block), { type: 'Gemm' }))
    expect(rows).toHaveLength(6)
    expect(rows[4]).toMatchObject({ layer: null, again: 11, block: 3, inputs: [3] })
    expect(rows[5]?.inputs).toEqual([4])
  })

  it('tell a short network in full', () => {
    expect(networkRows(chain(...Array<object>(20).fill({})))).toHaveLength(21)
  })

  it('end after some sixty', () => {
    const rows = networkRows(chain(...Array.from({ length: 300 }, (_, at) => ({ detail: `${at}` }))))
    expect(rows).toHaveLength(61)
    expect(rows.at(-1)).toMatchObject({ layer: null, more: 241, inputs: [] })
  })

  it('read only from rows above', () => {
    const network = networkOf(
      sampleLayer('a', { inputs: ['b', 'a', 'nobody'] }),
      sampleLayer('b', { inputs: ['a', 'a'] }),
    )
    expect(networkRows(network).map(({ inputs }) => inputs)).toEqual([[], [0]])
  })
})
