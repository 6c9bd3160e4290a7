/** Collects the curves of a log while its lines are read. */
import { MAX_CURVES } from './chart.ts'
import { saneValue } from './log-text.ts'

/** Points in ascending order of their steps, each step once. */
export interface Curve {
  name: string
  steps: number[]
  values: number[]
}

export class Curves {
  readonly #byName = new Map<string, Curve>()

  /** What is no number is passed over, and so are curves beyond the most that are kept. */
  add(name: string, step: number, value: number): void {
    if (saneValue(step) === null || saneValue(value) === null) return
    const curve = this.#byName.get(name) ?? this.#begin(name)
    curve?.steps.push(step)
    curve?.values.push(value)
  }

  /** Forgets the steps from `step` on: a training that goes on from there repeats them. */
  cutFrom(step: number): void {
    for (const curve of this.#byName.values()) {
      while (curve.steps.length > 0 && curve.steps.at(-1)! >= step) {
        curve.steps.pop()
        curve.values.pop()
      }
    }
  }

  /** In the order in which they began; of a step that comes twice the later value counts. */
  list(): Curve[] {
    return [...this.#byName.values()].filter(({ steps }) => steps.length > 0).map(inOrder)
  }

  #begin(name: string): Curve | undefined {
    if (this.#byName.size >= MAX_CURVES) return undefined
    const curve = { name, steps: [], values: [] }
    this.#byName.set(name, curve)
    return curve
  }
}

function inOrder(curve: Curve): Curve {
  const { name, steps, values } = curve
  if (steps.every((step, index) => index === 0 || steps[index - 1]! < step)) return curve
  const order = Uint32Array.from(steps.keys()).sort((a, b) => steps[a]! - steps[b]! || a - b)
  const last = order.filter((at, index) => steps[at] !== steps[order[index + 1] ?? -1])
  return { name, steps: Array.from(last, (at) => steps[at]!), values: Array.from(last, (at) => values[at]!) }
}
