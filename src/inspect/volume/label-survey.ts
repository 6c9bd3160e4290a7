/** Finds out whether a volume is a label map, which labels it has, and where their middle lies. */
import type { Triple } from './orientation.ts'
import type { VisitRow } from './volume-reader.ts'

const MOST_LABELS = 256
const MOST_VALUE = 65535

export class LabelSurvey {
  /** False: some voxel holds no small whole number, or there are too many different ones. */
  isLabelMap = true
  readonly #values = new Set<number>()
  readonly #sum: Triple = [0, 0, 0]
  #count = 0

  readonly visit: VisitRow = (row, y, z) => {
    if (!this.isLabelMap) return
    let last = 0
    let [count, sum] = [0, 0]
    for (let x = 0; x < row.length; x++) {
      const value = row[x]!
      if (value === 0) continue
      if (value !== last) this.#note(value)
      last = value
      count += 1
      sum += x
    }
    this.#sum[0] += sum
    this.#sum[1] += count * y
    this.#sum[2] += count * z
    this.#count += count
  }

  /** Those above zero, ascending. */
  get values(): number[] {
    return [...this.#values].sort((a, b) => a - b)
  }

  /** The voxel nearest to the middle of all labels; null: there are none. */
  get centre(): Triple | null {
    const [x, y, z] = this.#sum
    return this.#count === 0
      ? null
      : [Math.round(x / this.#count), Math.round(y / this.#count), Math.round(z / this.#count)]
  }

  #note(value: number): void {
    this.#values.add(value)
    const isLabel = Number.isInteger(value) && value > 0 && value <= MOST_VALUE
    if (!isLabel || this.#values.size > MOST_LABELS) this.isLabelMap = false
  }
}
