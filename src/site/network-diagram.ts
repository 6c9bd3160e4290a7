/**
 * The drawing beside the rows of a network: a plate for what each layer gives, as wide as it has channels and as tall as its maps are
 * large, both on a scale of logarithms; lines for where data flow, those that skip rows on rails at the side.
 */
import type { Sides } from '../inspect/network/network.ts'
import type { NetworkRow } from './network-rows.ts'

/** Heights of a row and measures of the drawing in its own units; 16 of them are 1 rem. */
export const ROW = 48
const RAIL_STEP = 8
const MOST_RAILS = 5
const WIDEST = 84
const NARROWEST = 10
const TALLEST = 34
const LOWEST = 6
const CORNER = 5

export interface Plate {
  kind: 'input' | 'learnt' | 'plain' | 'sum' | 'joined' | 'unknown' | 'again'
  /** Of its middle. */
  x: number
  y: number
  width: number
  height: number
}

export interface NetworkDrawing {
  width: number
  height: number
  plates: Plate[]
  /** Path data of the lines: straight down, and on rails. */
  lines: string[]
  /** Ends of the lines on rails. */
  dots: { x: number; y: number }[]
}

/** Numbers have at most one digit behind the point. */
export function drawNetwork(rows: readonly NetworkRow[]): NetworkDrawing {
  const rails = railsOf(rows)
  const lanes = Math.max(0, ...rails.map(({ lane }) => lane + 1))
  const edge = lanes === 0 ? 4 : 6 + lanes * RAIL_STEP
  const x = edge + WIDEST / 2
  const plates = platesOf(rows, x)
  const straight = rows.flatMap((row, at) =>
    row.inputs.includes(at - 1) ? [straightLine(plates[at - 1]!, plates[at]!)] : [],
  )
  const onRails = rails.map((rail) => railLine(plates, rail, edge - (rail.lane + 1) * RAIL_STEP))
  return {
    ...{ width: edge + WIDEST + 4, height: rows.length * ROW, plates },
    lines: [...straight, ...onRails.map(({ path }) => path)],
    dots: onRails.map(({ dot }) => dot),
  }
}

interface Measure {
  channels: number
  /** The side of a map: of several, their mean. */
  side: number
}

/** Null where the shape is unknown, or holds no number at all. */
function measureOf(shape: Sides | null): Measure | null {
  if (shape === null) return null
  const [channels = 1, ...maps] = shape.length > 1 ? shape.slice(1) : shape
  const known = maps.filter((side) => side !== null)
  if (channels === null && known.length === 0) return null
  const logs = known.reduce((sum, side) => sum + Math.log2(side), 0)
  return { channels: channels ?? 1, side: known.length === 0 ? 1 : 2 ** (logs / known.length) }
}

function platesOf(rows: readonly NetworkRow[], x: number): Plate[] {
  const measures = rows.map(({ shape }) => measureOf(shape))
  const most = (pick: (one: Measure) => number) =>
    Math.max(1, ...measures.map((one) => (one ? pick(one) : 1)))
  const [channels, side] = [most((one) => one.channels), most((one) => one.side)]
  return rows.map((row, at) => {
    const measure = measures[at] ?? null
    const kind = kindOf(row, measure !== null)
    const size =
      kind === 'sum'
        ? { width: 16, height: 16 }
        : kind === 'again' || measure === null
          ? { width: 40, height: 14 }
          : {
              width: tenth(NARROWEST + (WIDEST - NARROWEST) * shareOf(measure.channels, channels)),
              height: tenth(LOWEST + (TALLEST - LOWEST) * shareOf(measure.side, side)),
            }
    return { kind, x, y: at * ROW + ROW / 2, ...size }
  })
}

function kindOf({ layer, parameters }: NetworkRow, isKnown: boolean): Plate['kind'] {
  if (layer === null) return 'again'
  if (/^(add|sum|eltwise|mul|sub)$/i.test(layer.type) && layer.inputs.length > 1) return 'sum'
  if (!isKnown) return 'unknown'
  if (layer.type === 'Input') return 'input'
  if (/^concat$/i.test(layer.type)) return 'joined'
  return parameters === 0 ? 'plain' : 'learnt'
}

function shareOf(value: number, most: number): number {
  return most <= 1 ? 0 : Math.log2(value) / Math.log2(most)
}

interface Rail {
  from: number
  to: number
  /** Counted from the plates outwards. */
  lane: number
  /** Which of the rails that end in the same row it is. */
  place: number
}

/** Short ones lie inside; where there is no room left, the outermost lane is shared. */
function railsOf(rows: readonly NetworkRow[]): Rail[] {
  const skips = rows.flatMap(({ inputs }, to) => {
    const far = inputs.filter((from) => from < to - 1)
    return far.map((from, place) => ({ from, to, place }))
  })
  const ends: { from: number; to: number }[][] = []
  return skips
    .sort((a, b) => a.to - a.from - (b.to - b.from) || a.from - b.from)
    .map((skip) => {
      const isFree = (taken: { from: number; to: number }[]) =>
        taken.every(({ from, to }) => to < skip.from || from > skip.to)
      const free = ends.findIndex(isFree)
      const lane = Math.min(free === -1 ? ends.length : free, MOST_RAILS - 1)
      ;(ends[lane] ??= []).push(skip)
      return { ...skip, lane }
    })
}

function straightLine(above: Plate, below: Plate): string {
  return `M${above.x} ${tenth(above.y + above.height / 2)}V${tenth(below.y - below.height / 2)}`
}

function railLine(plates: readonly Plate[], { from, to, place }: Rail, x: number) {
  const [above, below] = [plates[from]!, plates[to]!]
  const room = Math.max(0, below.height / 2 - 2)
  const [start, end] = [above.y, tenth(below.y - Math.min(room, 4 * place))]
  const dot = { x: tenth(below.x - below.width / 2), y: end }
  const path =
    `M${tenth(above.x - above.width / 2)} ${start}H${x + CORNER}Q${x} ${start} ${x} ${start + CORNER}` +
    `V${tenth(end - CORNER)}Q${x} ${end} ${x + CORNER} ${end}H${dot.x}`
  return { path, dot }
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
