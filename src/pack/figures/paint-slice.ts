/** Paints slices as pixels: greys on the mat, and labels over them in colour. Nothing but numbers, so the same on every machine. */
import { labelColour, type Colour } from '../../inspect/volume/label-colours.ts'
import type { Window } from '../../inspect/volume/intensities.ts'
import type { Plane } from '../../inspect/volume/planes.ts'
import { SIDE, type Placed } from './fit-plane.ts'

/** The colour of the mat in tokens.css, on which black melts away, and that of its lines. */
const MAT: Colour = [16, 20, 24]
const LIGHT: Colour = [244, 242, 235]

/** How much of a label's colour covers what lies below it, and at its edge. */
const FILL = 0.42
const EDGE = 0.95
const ALONE = 0.85

/** A square of RGB pixels, all of the mat's colour. */
export function matSquare(): Buffer {
  const pixels = Buffer.alloc(SIDE * SIDE * 3)
  for (let at = 0; at < pixels.length; at++) pixels[at] = MAT[at % 3]!
  return pixels
}

/** The numbers as greys of eight bits; what is no number is black. */
export function toGreys({ values }: Plane, { low, high }: Window): Buffer {
  const greys = Buffer.alloc(values.length)
  for (let at = 0; at < greys.length; at++) {
    const share = (values[at]! - low) / (high - low)
    greys[at] = Math.round(255 * Math.min(1, Math.max(0, share || 0)))
  }
  return greys
}

/** `greys` has a byte for each pixel of the place. */
export function paintGreys(pixels: Buffer, greys: Buffer, place: Placed): void {
  eachPixel(place, (at, x, y) => {
    const share = greys[y * place.width + x]! / 255
    mix(pixels, at, LIGHT, share)
  })
}

/** Labels with a thin edge; `isAlone`: there is nothing below them that should show. */
export function paintLabels(pixels: Buffer, labels: Uint16Array, place: Placed, isAlone: boolean): void {
  const { width, height } = place
  eachPixel(place, (at, x, y) => {
    const here = y * width + x
    const label = labels[here]!
    if (label === 0) return
    const isEdge =
      (x > 0 && labels[here - 1] !== label) ||
      (x < width - 1 && labels[here + 1] !== label) ||
      (y > 0 && labels[here - width] !== label) ||
      (y < height - 1 && labels[here + width] !== label)
    mix(pixels, at, labelColour(label), isEdge ? EDGE : isAlone ? ALONE : FILL)
  })
}

/**
 * Labels in the pixels of a place. Each pixel takes the label that weighs most among the four voxels around it, so that edges are crisp
 * without stairs.
 */
export function enlargeLabels(plane: Plane, { width, height }: Placed): Uint16Array {
  const labels = new Uint16Array(width * height)
  const across = Array.from({ length: width }, (_, x) => between(x, width, plane.width))
  for (let y = 0; y < height; y++) {
    const [top, bottom, lower] = between(y, height, plane.height)
    for (let x = 0; x < width; x++) {
      const [left, right, later] = across[x]!
      const value = (row: number, column: number) => plane.values[row * plane.width + column]!
      labels[y * width + x] = heaviest([
        [value(top, left), (1 - lower) * (1 - later)],
        [value(top, right), (1 - lower) * later],
        [value(bottom, left), lower * (1 - later)],
        [value(bottom, right), lower * later],
      ])
    }
  }
  return labels
}

/** The two voxels around the middle of a pixel, and the weight of the second. */
function between(pixel: number, pixels: number, voxels: number): [number, number, number] {
  const place = Math.min(voxels - 1, Math.max(0, ((pixel + 0.5) * voxels) / pixels - 0.5))
  const first = Math.floor(place)
  return [first, Math.min(voxels - 1, first + 1), place - first]
}

function heaviest(around: readonly (readonly [number, number])[]): number {
  let best = 0
  let most = -1
  for (const [value] of around) {
    let weight = 0
    for (const [other, share] of around) if (other === value) weight += share
    if (weight > most) [best, most] = [value, weight]
  }
  return best
}

function eachPixel(place: Placed, paint: (at: number, x: number, y: number) => void): void {
  for (let y = 0; y < place.height; y++) {
    for (let x = 0; x < place.width; x++) {
      paint(3 * ((place.top + y) * SIDE + place.left + x), x, y)
    }
  }
}

function mix(pixels: Buffer, at: number, colour: Colour, share: number): void {
  for (const part of [0, 1, 2] as const) {
    const below = pixels[at + part]!
    pixels[at + part] = Math.round(below + (colour[part] - below) * share)
  }
}
