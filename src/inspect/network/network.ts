/** A network as its description tells it. */

/** One step of the network; data flows from `inputs` through it. */
export interface Layer {
  name: string
  /** As the format calls it: `Convolution`, `Conv`, `Gemm`. */
  type: string
  /** Names of the layers it reads from; the network's own inputs are layers too. */
  inputs: string[]
  /** Of its first output, batch included; null where it cannot be told. */
  shape: (number | null)[] | null
  /** Learnt numbers; 0 where it has none, null where that cannot be told. */
  parameters: number | null
  /** What else matters, in words: `5 × 5, stride 2`. Empty: nothing. */
  detail: string
}

export interface Network {
  name: string
  /** The file, by its path inside the entry's folder. */
  source: string
  format: 'caffe' | 'onnx'
  /** In an order in which data flows. */
  layers: Layer[]
  /** How many there are; `layers` may hold fewer of a very large one. */
  layerCount: number
  parameters: number | null
}
