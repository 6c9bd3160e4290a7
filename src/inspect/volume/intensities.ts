/** Chooses the brightness of a volume from a sample of its voxels. */
import type { Triple } from './orientation.ts'
import type { VisitRow } from './volume-reader.ts'

/** What is shown black, and what white. */
export interface Window {
  low: number
  high: number
}

const MOST_SAMPLES = 2 ** 18

/** Hounsfield's units: air lies at -1000, and scanners fill what they did not see with numbers down to -3024. */
const AIR: Window = { low: -4000, high: -900 }
/** Where radiologists look at organs in CT: level 40, width 400. */
const SOFT_TISSUE: Window = { low: -160, high: 240 }
const LEAST_TISSUE = 0.05

export class Intensities {
  readonly #stride: number
  readonly #width: number
  readonly #height: number
  readonly #samples: Float64Array
  #count = 0

  constructor([width, height, depth]: Triple) {
    this.#stride = strideFor(width, height, depth)
    this.#width = width
    this.#height = height
    this.#samples = new Float64Array(Math.ceil((width * height * depth) / this.#stride))
  }

  readonly visit: VisitRow = (row, y, z) => {
    const before = (z * this.#height + y) * this.#width
    const first = (this.#stride - (before % this.#stride)) % this.#stride
    for (let x = first; x < row.length; x += this.#stride) {
      const value = row[x]!
      if (Number.isFinite(value)) this.#samples[this.#count++] = value
    }
  }

  /**
   * From the 2nd to the 98th percentile of finite values, or where these are one from the least to the largest; in CT, where that would
   * be from air to fat and bone with all organs in one grey, soft tissue. Null: all are the same.
   */
  get window(): Window | null {
    const sorted = this.#samples.subarray(0, this.#count).sort()
    const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0
    const found = [
      { low: at(0.02), high: at(0.98) },
      { low: at(0), high: at(1) },
    ]
    if (isIn(AIR, at(0.02)) && tissueShare(sorted) >= LEAST_TISSUE) return SOFT_TISSUE
    return found.find(({ low, high }) => high > low) ?? null
  }
}

function tissueShare(values: Float64Array): number {
  return values.reduce((count, value) => count + Number(isIn(SOFT_TISSUE, value)), 0) / values.length
}

function isIn({ low, high }: Window, value: number): boolean {
  return value >= low && value <= high
}

/** Shares no factor with the sides, so that the sample is no line or plane of the volume. */
function strideFor(width: number, height: number, depth: number): number {
  let stride = Math.ceil((width * height * depth) / MOST_SAMPLES)
  while (commonFactor(stride, width * height) > 1) stride += 1
  return stride
}

function commonFactor(a: number, b: number): number {
  return b === 0 ? a : commonFactor(b, a % b)
}
