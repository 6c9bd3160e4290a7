/** Networks that tests of the drawing are about. */
import type { Layer, Network } from '../../src/inspect/network/network.ts'

export function sampleLayer(name: string, changes: Partial<Layer> = {}): Layer {
  return { name, type: 'Conv', inputs: [], shape: [1, 8, 16, 16], parameters: 10, detail: '', ...changes }
}

/** An input, and layers that read each from the one before. */
export function chain(...layers: Partial<Layer>[]): Network {
  const input = sampleLayer('0', { type: 'Input', parameters: 0 })
  return networkOf(
    input,
    ...layers.map((layer, at) => sampleLayer(`${at + 1}`, { inputs: [`${at}`], ...layer })),
  )
}

export function networkOf(...layers: Layer[]): Network {
  return {
    ...{ name: 'sample', source: 'weights/model.onnx', format: 'onnx', inputs: [], outputs: [], layers },
    ...{ layerCount: layers.length, parameters: 10 },
  }
}
