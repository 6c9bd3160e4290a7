/** The layers of a network as rows of its diagram: small steps folded into the layer they follow, and runs of the same told once. */
import type { Layer, Network, Sides } from '../inspect/network/network.ts'

/** Shorter diagrams are told in full. */
const FOLDED_FROM = 30
const MOST_ROWS = 60
/** So few more are no reason to leave them out. */
const FEW = 8
const LONGEST_BLOCK = 16
const FEWEST_TIMES = 3

/** What follows a layer without changing the shape of what it gives. */
const STEPS =
  /^(batch|instance|group|layer)norm(alization)?$|^(leaky|p|thresholded)?relu$|^[cs]?elu$|^gelu$|^(hard)?(sigmoid|swish)$|^tanh$|^soft(plus|sign)$|^mish$|^clip$|^scale$|^bias$|^lrn$|^dropout$|^bnll$/i

export interface NetworkRow {
  /** Null: the row stands for `again` more rows, or for the rest of a long network. */
  layer: Layer | null
  /** Of the layer and of the steps that were folded into it, in words. */
  words: string
  shape: Sides | null
  parameters: number | null
  /** Places of the rows that it reads from; all are smaller than its own. */
  inputs: number[]
  /** How often the `block` rows above come once more; 0 for a layer. */
  again: number
  block: number
  /** How many rows follow that are not drawn. */
  more: number
}

/** At most some sixty rows. */
export function networkRows(network: Network): NetworkRow[] {
  const rows = foldSteps(network.layers)
  const told = rows.length > FOLDED_FROM ? foldBlocks(rows) : rows
  if (told.length <= MOST_ROWS + FEW) return told
  const rest = told.slice(MOST_ROWS).reduce((sum, row) => sum + (row.layer ? 1 : row.again * row.block), 0)
  return [...told.slice(0, MOST_ROWS), { ...emptyRow(), more: rest }]
}

function emptyRow(): NetworkRow {
  return { layer: null, words: '', shape: null, parameters: null, inputs: [], again: 0, block: 0, more: 0 }
}

function foldSteps(layers: readonly Layer[]): NetworkRow[] {
  const readers = new Map<string, number>()
  for (const name of layers.flatMap(({ inputs }) => inputs)) readers.set(name, (readers.get(name) ?? 0) + 1)
  const rows: NetworkRow[] = []
  /** Where each layer is told, and whether it is the last of its row. */
  const places = new Map<string, number>()
  const lasts: string[] = []
  for (const layer of layers) {
    const [input = ''] = layer.inputs
    const place = places.get(input) ?? -1
    const row = rows[place]
    const follows = layer.inputs.length === 1 && lasts[place] === input && readers.get(input) === 1
    if (row && follows && isStepOf(layer, row)) {
      rows[place] = withStep(row, layer)
      places.set(layer.name, place)
      lasts[place] = layer.name
      continue
    }
    places.set(layer.name, rows.length)
    lasts.push(layer.name)
    rows.push(rowOf(layer, placesOf(layer, places, rows.length)))
  }
  return rows
}

/** Reckoning with a constant or with learnt numbers is a step, too: its only input is the layer. */
function isStepOf({ type }: Layer, { layer }: NetworkRow): boolean {
  return (
    (STEPS.test(type) || /^(add|sub|mul|div|pow)$/i.test(type)) && layer !== null && layer.type !== 'Input'
  )
}

function withStep(row: NetworkRow, { type, shape, parameters }: Layer): NetworkRow {
  const sum = row.parameters === null || parameters === null ? null : row.parameters + parameters
  return {
    ...row,
    words: [row.words, type].filter(Boolean).join(' · '),
    shape: shape ?? row.shape,
    parameters: sum,
  }
}

function rowOf(layer: Layer, inputs: number[]): NetworkRow {
  const { detail, shape, parameters } = layer
  return { ...emptyRow(), layer, words: detail, shape, parameters, inputs }
}

function placesOf({ inputs }: Layer, places: ReadonlyMap<string, number>, own: number): number[] {
  const found = inputs.map((name) => places.get(name)).filter((place) => place !== undefined)
  return [...new Set(found)].filter((place) => place < own).sort((a, b) => a - b)
}

/** Blocks of rows that come at least three times in a row stand once, with a row that says how often they come again. */
function foldBlocks(rows: readonly NetworkRow[]): NetworkRow[] {
  const signs = rows.map(signOf)
  const told: NetworkRow[] = []
  /** Where each row is told now. */
  const places: number[] = []
  for (let at = 0; at < rows.length;) {
    const { block, times } = longestRun(signs, at)
    for (let row = at; row < at + block; row++) {
      places[row] = told.length
      told.push({ ...rows[row]!, inputs: moved(rows[row]!.inputs, places) })
    }
    if (times > 1) {
      for (let row = at + block; row < at + block * times; row++) places[row] = told.length
      const { shape } = rows[at + block - 1]!
      told.push({ ...emptyRow(), shape, inputs: [told.length - 1], again: times - 1, block })
    }
    at += block * times
  }
  return told
}

function moved(inputs: readonly number[], places: readonly number[]): number[] {
  return [...new Set(inputs.map((input) => places[input]!))]
}

/** What a row looks like; its inputs as their distance. */
function signOf({ layer, words, shape, parameters, inputs }: NetworkRow, at: number): string {
  return JSON.stringify([layer?.type, words, shape, parameters, inputs.map((input) => at - input)])
}

function longestRun(signs: readonly string[], at: number): { block: number; times: number } {
  let best = { block: 1, times: 1 }
  for (let block = 1; block <= LONGEST_BLOCK; block++) {
    let end = at + block
    while (end < signs.length && signs[end] === signs[end - block]) end++
    const times = Math.floor((end - at) / block)
    if (times >= FEWEST_TIMES && times * block > best.times * best.block) best = { block, times }
  }
  return best
}
