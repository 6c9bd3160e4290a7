/**
 * A network from Caffe's `deploy.prototxt` (or `train_val.prototxt`), as Caffe itself reads it: layers in their order, each reading the
 * blobs that stand at that time, so that a layer may write over what it reads.
 * Format: https://github.com/BVLC/caffe/blob/master/src/caffe/proto/caffe.proto
 */
import { caffeLayer } from './caffe-layers.ts'
import type { CaffeLayer } from './caffe-step.ts'
import { caffeTypeOf } from './caffe-types.ts'
import { LayerNames, layerText } from './layer-text.ts'
import { sumParameters, type Layer, type Port, type Sides, type UnplacedNetwork } from './network.ts'
import { parsePrototxt, type TextMessage } from './prototxt.ts'
import { MOST_SIDES, side } from './sides.ts'

/** Of a layer's lists of blobs, and of the network's inputs. */
const MOST_BLOBS = 1000

/** What stands under a blob's name at one time. */
interface Blob {
  /** Name of the layer that wrote it last. */
  layer: string
  shape: Sides | null
}

/** Null where the text is no network. */
export function readCaffe(text: string): UnplacedNetwork | null {
  const root = parsePrototxt(text)
  if (root === null) return null
  const walk = new Walk()
  for (const { name, shape } of statedInputs(root)) walk.input(name, name, shape)
  const layers = [...root.messages('layer'), ...root.messages('layers')]
  if (layers.length === 0) return null
  for (const layer of layers) if (isDeployed(layer)) walk.layer(layer)
  return walk.network(layerText(root.text('name') ?? ''))
}

class Walk {
  readonly #names = new LayerNames()
  readonly #blobs = new Map<string, Blob>()
  readonly #inputs: Port[] = []
  readonly #layers: Layer[] = []
  /** Blobs that nobody has read yet, and so are the network's outputs. */
  readonly #unread = new Map<string, Sides | null>()
  /** Weights that layers share by their name. */
  readonly #shared = new Set<string>()

  input(wanted: string, blob: string, shape: Sides | null): void {
    const name = this.#names.unique(wanted, 'input')
    this.#layers.push({ name, type: 'Input', inputs: [], shape, parameters: 0, detail: '' })
    this.#inputs.push({ name: layerText(blob) || name, dtype: null, shape })
    this.#blobs.set(blob, { layer: name, shape })
  }

  layer(message: TextMessage): void {
    const type = caffeTypeOf(message)
    const bottoms = message.texts('bottom').slice(0, MOST_BLOBS)
    const tops = message.texts('top').slice(0, MOST_BLOBS)
    const read = caffeLayer(type, {
      message,
      bottoms: bottoms.map((bottom) => this.#blobs.get(bottom)?.shape ?? null),
      topCount: tops.length,
    })
    if (bottoms.length === 0 && read.isInput) this.#inputLayer(message, tops, read)
    else this.#step(message, type, bottoms, tops, read)
  }

  network(name: string): UnplacedNetwork | null {
    if (this.#layers.length === 0) return null
    const outputs = [...this.#unread].slice(0, MOST_BLOBS)
    return {
      name,
      format: 'caffe',
      inputs: this.#inputs,
      outputs: outputs.map(([blob, shape]) => ({ name: layerText(blob), dtype: null, shape })),
      layers: this.#layers,
      parameters: sumParameters(this.#layers),
    }
  }

  #inputLayer(message: TextMessage, tops: string[], { shapes }: CaffeLayer): void {
    const own = message.text('name')
    tops.forEach((top, at) =>
      this.input(tops.length === 1 ? (own ?? top) : top, top, shapes[at] ?? shapes[0] ?? null),
    )
  }

  #step(message: TextMessage, type: string, bottoms: string[], tops: string[], read: CaffeLayer): void {
    const name = this.#names.unique(message.text('name') ?? tops[0] ?? '', type)
    const inputs = bottoms.flatMap((bottom) => this.#blobs.get(bottom)?.layer ?? [])
    const shape = read.shapes[0] ?? null
    const parameters = this.#areShared(message) ? 0 : read.parameters
    this.#layers.push({
      ...{ name, type: layerText(type), inputs: [...new Set(inputs)] },
      ...{ shape, parameters, detail: read.detail },
    })
    for (const bottom of bottoms) this.#unread.delete(bottom)
    tops.forEach((top, at) => {
      const made = read.shapes[at] ?? null
      this.#blobs.set(top, { layer: name, shape: made })
      this.#unread.set(top, made)
    })
  }

  #areShared(message: TextMessage): boolean {
    const names = message.messages('param').flatMap((param) => param.text('name') ?? [])
    const isKnown = names.length > 0 && names.every((name) => this.#shared.has(name))
    for (const name of names) this.#shared.add(name)
    return isKnown
  }
}

/** The inputs that stand at the head of the network; in the oldest form four numbers each, one after the other. */
function statedInputs(root: TextMessage): { name: string; shape: Sides | null }[] {
  const shapes = root.messages('input_shape').map((shape) => shape.numbers('dim').map(side))
  const sides = root.numbers('input_dim').map(side)
  return root
    .texts('input')
    .slice(0, MOST_BLOBS)
    .map((name, at) => {
      const flat = sides.slice(4 * at, 4 * at + 4)
      const shape = shapes[at] ?? (flat.length === 4 ? flat : null)
      return { name, shape: shape && shape.length <= MOST_SIDES ? shape : null }
    })
}

/** False for a layer of the training alone. DIGITS marks those of a deployed network as the stage `deploy`. */
function isDeployed(layer: TextMessage): boolean {
  const includes = layer.messages('include')
  return includes.length > 0 ? includes.some(isMet) : !layer.messages('exclude').some(isMet)
}

function isMet(rule: TextMessage): boolean {
  return (
    (rule.text('phase') ?? 'TEST') === 'TEST' &&
    (rule.number('min_level') ?? 0) <= 0 &&
    (rule.number('max_level') ?? 0) >= 0 &&
    rule.texts('stage').every((stage) => stage === 'deploy') &&
    !rule.texts('not_stage').includes('deploy')
  )
}
