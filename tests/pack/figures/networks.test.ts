import { symlinkSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readNetworks } from '../../../src/pack/figures/networks.ts'
import { model, node, port } from '../../inspect/network/onnx-bytes.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { entryOf, filesOf, sectionOf, writeZoo } from '../sample.ts'

const RELU = 'input: "x" layer { type: "ReLU" bottom: "x" top: "y" }'
const ONNX = model(port(11, 'x', 1, 4), node('Relu', ['x'], 'y')).toString('latin1')

function networksOf(contents: Record<string, string>, change: (zooDir: string) => void = () => undefined) {
  const zooDir = writeZoo(contents)
  const entry = entryOf({ sections: [sectionOf('weights', filesOf(contents))] })
  change(zooDir)
  return readNetworks(entry, { zooDir, label: 'zoo' })
}

describe('the networks of an entry', () => {
  it('come from the files that hold one, two of each kind', () => {
    const contents = { 'a.onnx': ONNX, 'b.onnx': 'none', 'c.ONNX': ONNX, 'd.onnx': ONNX, 'e.prototxt': RELU }
    expect(networksOf(contents).map(({ format, source }) => [format, source])).toEqual([
      ['caffe', 'e.prototxt'],
      ['onnx', 'a.onnx'],
      ['onnx', 'c.ONNX'],
    ])
  })

  it('keep four hundred layers, and say how many there are', () => {
    const layers = 'layer { type: "ReLU" bottom: "x" top: "x" }'.repeat(1000)
    const [network] = networksOf({ 'a.prototxt': `input: "x" ${layers}` })
    expect([network?.layers.length, network?.layerCount]).toEqual([400, 1001])
  })

  it('are none where the file has become a link', () => {
    const elsewhere = join(freshFolder(), 'a.onnx')
    const swap = (zooDir: string) => {
      renameSync(join(zooDir, 'liver/a.onnx'), elsewhere)
      symlinkSync(elsewhere, join(zooDir, 'liver/a.onnx'))
    }
    expect(networksOf({ 'a.onnx': ONNX }, swap)).toEqual([])
  })

  it('of a snapshot is the one that is deployed', () => {
    const contents = { 'deploy.prototxt': RELU, 'train_val.prototxt': RELU, 'labels.txt': 'a' }
    const info = { 'model file': 'original.prototxt', 'train_val file': 'train_val.prototxt' }
    const zooDir = writeZoo(contents)
    const digits = { info, aux: {}, licenseText: null, framework: 'caffe' as const, files: filesOf(contents) }
    const networks = readNetworks(entryOf({ digits }), { zooDir, label: 'zoo' })
    expect(networks.map(({ source }) => source)).toEqual(['deploy.prototxt'])
  })
})
