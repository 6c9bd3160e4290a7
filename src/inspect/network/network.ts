/** A network as its description tells it. */

/** Layers that are kept of one network. */
export const MOST_LAYERS = 400

/** Sides of a tensor, the batch first where there is one; a side is null where only running the network tells it. */
export type Sides = (number | null)[]

/** One step of the network; data flows from `inputs` through it. */
export interface Layer {
  /** No two layers of a network have the same. */
  name: string
  /** As the format calls it: `Convolution`, `Conv`, `Gemm`. */
  type: string
  /** Names of the layers it reads from; the network's own inputs are layers too. */
  inputs: string[]
  /** Of its first output, batch included; null where it cannot be told. */
  shape: Sides | null
  /** Learnt numbers; 0 where it has none, null where that cannot be told. What layers share counts for the first of them. */
  parameters: number | null
  /** What else matters, in words: `5 × 5, stride 2`. Empty: nothing. */
  detail: string
}

/** What the network reads or gives. */
export interface Port {
  name: string
  /** `float32`; null: the format does not say. */
  dtype: string | null
  /** A side that is free may have a name: `batch`. Null: unknown. */
  shape: (number | string | null)[] | null
}

export interface Network {
  name: string
  /** The file, by its path inside the entry's folder. */
  source: string
  format: 'caffe' | 'onnx' | 'nnunet'
  inputs: Port[]
  outputs: Port[]
  /** In an order in which data flows; at most `MOST_LAYERS`. */
  layers: Layer[]
  /** How many there are; `layers` may hold fewer of a very large one. */
  layerCount: number
  parameters: number | null
}

/** The file is left to whoever knows it; only the first layers are kept. */
export type UnplacedNetwork = Omit<Network, 'source' | 'layerCount'>

/** The network with its place, cut to what is kept. Layers that were dropped are nobody's input. */
export function placed(network: UnplacedNetwork, source: string): Network {
  const layers = network.layers.slice(0, MOST_LAYERS)
  return { ...network, source, layers, layerCount: network.layers.length }
}

/** Null as soon as one of them is unknown, or the sum is no longer exact. */
export function sumParameters(layers: readonly Layer[]): number | null {
  const sum = layers.reduce<number | null>(
    (all, { parameters }) => (all === null || parameters === null ? null : all + parameters),
    0,
  )
  return Number.isSafeInteger(sum) ? sum : null
}
