/** What the page says of a network in words. */
import type { Network, Port, Sides } from '../inspect/network/network.ts'
import { formatCount, plural } from './format.ts'
import type { NetworkRow } from './network-rows.ts'

const FORMATS: Record<Network['format'], string> = { caffe: 'Caffe', onnx: 'ONNX', nnunet: 'nnU-Net' }
const MOST_DIMENSIONS = 16

/** `1 × 20 × 24 × 24`; a side that only running the network tells is a question mark. */
export function shapeText(shape: Port['shape'] | Sides): string {
  if (shape === null) return 'unknown'
  if (shape.length === 0) return 'one number'
  return shape
    .slice(0, MOST_DIMENSIONS)
    .map((side) => (side === null ? '?' : typeof side === 'string' ? side : formatCount(side)))
    .join(' × ')
}

/** `10 layers, 431,080 parameters` */
export function networkSummary({ layerCount, parameters }: Network): string {
  const numbers = parameters === null ? 'parameters not told by the file' : plural(parameters, 'parameter')
  return `${plural(layerCount, 'layer')}, ${numbers}`
}

/** For those who hear the drawing: what it shows, from one end to the other. */
export function networkDescription(network: Network): string {
  const ends = (ports: readonly Port[]) =>
    ports
      .slice(0, 4)
      .map(({ name, shape }) => `${name} (${shapeText(shape)})`)
      .join(', ')
  const [from, to] = [ends(network.inputs), ends(network.outputs)]
  return `${networkSummary(network)}${from && `; from ${from}`}${to && ` to ${to}`}. The rows beside it tell each layer.`
}

/** `Caffe`, `ONNX` */
export function networkFormat({ format }: Network): string {
  return FORMATS[format]
}

/** Empty where the name is only the one that exporters give to every network. */
export function networkName({ name }: Network): string {
  return /^(torch[-_]jit(-export)?|main_graph|graph|model|tf2onnx)$/i.test(name) ? '' : name
}

/** Whether all layers begin with the same side as the first input, and so with the batch, which goes without saying. */
export function sharesBatch({ layers }: Network): boolean {
  const shapes = layers.map(({ shape }) => shape).filter((shape) => shape !== null && shape.length > 1)
  const [first] = shapes
  return first != null && shapes.every((shape) => shape![0] === first[0])
}

/** The shape as a row tells it, without the batch where that goes without saying. */
export function rowShape({ shape }: NetworkRow, isBatchShared: boolean): string {
  return shapeText(isBatchShared && shape !== null && shape.length > 1 ? shape.slice(1) : shape)
}

/** Of a row that stands for others. */
export function againText({ again, block, more }: NetworkRow): string {
  if (more > 0) return `and ${plural(more, 'more row')}, which the table below tells`
  return block === 1
    ? `${formatCount(again)} × the same`
    : `${formatCount(again)} × the same ${formatCount(block)} rows`
}
