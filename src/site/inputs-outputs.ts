/** What a model reads and what it gives, as the entry's files tell it: channels and labels, images and classes, tensors of a network. */
import type { Network, Port } from '../inspect/network/network.ts'
import type { StoreEntry } from '../store.ts'
import type { JsonValue, NnunetResults } from '../zoo/entry.ts'
import { formatCount, plural } from './format.ts'
import { shapeText } from './network-text.ts'

/** Rows that are seen at once. */
const SHOWN = 40
/** Rows of one list; entry.json has them all. */
const MOST_ROWS = 1000

export interface IoRow {
  /** A number in a label map, the name of a tensor; may be empty. */
  key: string
  text: string
  note: string
}

export interface IoList {
  /** `In`, `Out` */
  direction: string
  /** What is listed: `4 labels`. */
  caption: string
  shown: IoRow[]
  folded: IoRow[]
  /** How many there are. */
  count: number
}

/** Inputs before outputs; nothing where no file tells them. */
export function inputsOutputs(entry: StoreEntry): IoList[] {
  const { digits, nnunet, figures } = entry
  if (nnunet) return nnunetLists(nnunet)
  const classes = figures.classes.map((text, at) => ({ key: `${at}`, text, note: '' }))
  const images = digits ? imageRows(digits.info) : []
  const isKnown = { inputs: images.length > 0, outputs: classes.length > 0 }
  return [
    ...list('In', 'image', 'images', images),
    ...figures.networks.flatMap((network) => networkLists(network, figures.networks.length > 1, isKnown)),
    ...list('Out', 'class', 'classes', classes),
  ]
}

function nnunetLists({ channels, labels, labelValues }: NnunetResults): IoList[] {
  const inputs = channels.map((text, at) => ({ key: `${at}`, text, note: '' }))
  const outputs = labels.map((text, at) => labelRow(text, labelValues[at] ?? []))
  return [...list('In', 'channel', 'channels', inputs), ...list('Out', 'label', 'labels', outputs)]
}

/** nnU-Net leaves what is labelled `ignore` out of the training. */
function labelRow(text: string, values: readonly number[]): IoRow {
  const isRegion = values.length > 1
  return {
    key: values.slice(0, 20).join(', '),
    text,
    note: text === 'ignore' ? 'left out of the training' : isRegion ? 'one region' : '',
  }
}

/** Height, width and channels, as DIGITS writes them. */
function imageRows(info: Record<string, JsonValue>): IoRow[] {
  const size = info['image dimensions']
  const sides = Array.isArray(size) ? size.filter((side) => typeof side === 'number') : []
  const [height, width, channels] = sides
  if (height === undefined || width === undefined) return []
  const colour = channels === 1 ? 'grey' : channels === 3 ? 'colour' : ''
  const mode = info['image resize mode']
  const note = typeof mode === 'string' && mode !== '' ? `others are made to fit: ${mode.slice(0, 40)}` : ''
  return [{ key: '', text: [`${height} × ${width} pixels`, colour].filter(Boolean).join(', '), note }]
}

/** Where the images or the classes are known, the tensors that hold them say nothing more. */
function networkLists(
  { source, inputs, outputs }: Network,
  isOneOfMany: boolean,
  isKnown: { inputs: boolean; outputs: boolean },
): IoList[] {
  const where = isOneOfMany ? ` of ${source}` : ''
  const tensors = (direction: string, ports: readonly Port[]) =>
    list(direction, `tensor${where}`, `tensors${where}`, ports.map(portRow))
  return [
    ...(isKnown.inputs ? [] : tensors('In', inputs)),
    ...(isKnown.outputs ? [] : tensors('Out', outputs)),
  ]
}

function portRow({ name, dtype, shape }: Port): IoRow {
  return { key: name, text: shapeText(shape), note: dtype ?? '' }
}

function list(direction: string, one: string, many: string, rows: IoRow[]): IoList[] {
  if (rows.length === 0) return []
  return [
    {
      ...{ direction, caption: plural(rows.length, one, many), count: rows.length },
      shown: rows.slice(0, SHOWN),
      folded: rows.slice(SHOWN, MOST_ROWS),
    },
  ]
}

/** `960 more`, and where that is not all of them, so too. */
export function foldedText({ folded, count, shown }: IoList): string {
  const rest = count - shown.length
  const some = folded.length < rest ? `, the first ${formatCount(folded.length)} of them here` : ''
  return `${formatCount(rest)} more${some}`
}
