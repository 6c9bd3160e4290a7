/** Names and words of layers, from files of strangers. */

const MOST_LETTERS = 120
/** Control characters, halves of characters, and what turns the direction of writing or is not seen. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200b\u202a-\u202e\u2066-\u2069\ufeff]/gu

/** One line of bounded length. */
export function layerText(text: string): string {
  const line = text
    .slice(0, 4 * MOST_LETTERS)
    .replace(UNSEEN, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
  return line.length > MOST_LETTERS ? `${line.slice(0, MOST_LETTERS - 1).replace(UNSEEN, '')}…` : line
}

/** Gives each layer a name that no other has. */
export class LayerNames {
  readonly #taken = new Set<string>()
  readonly #counts = new Map<string, number>()

  /** `wanted`, or with a number behind it where another layer has it. */
  unique(wanted: string, fallback: string): string {
    const base = layerText(wanted) || layerText(fallback) || 'layer'
    let count = this.#counts.get(base) ?? 1
    let name = count === 1 ? base : `${base} (${count})`
    while (this.#taken.has(name)) name = `${base} (${++count})`
    this.#counts.set(base, count + 1)
    this.#taken.add(name)
    return name
  }
}

/** `5 × 5`, `3 × 3 × 1` */
export function sidesText(sides: readonly number[]): string {
  return sides.join(' × ')
}

/** `2` where all are the same, `2 × 1` otherwise. */
export function shortSides(sides: readonly number[]): string {
  return new Set(sides).size === 1 ? `${sides[0]!}` : sidesText(sides)
}

/** The parts that say something, with commas between them. */
export function details(...parts: (string | false | null | undefined)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(', ')
}

/** How the window of a layer moves: `3 × 3, stride 2, padding 1`; what is usual goes without saying. */
export function windowText(
  kernel: readonly number[],
  { strides = [], pads = [], dilations = [] }: Partial<Record<'strides' | 'pads' | 'dilations', number[]>>,
): string {
  const unlike = (values: number[], usual: number) => values.some((value) => value !== usual)
  return details(
    kernel.length > 0 && sidesText(kernel),
    unlike(strides, 1) && `stride ${shortSides(strides)}`,
    unlike(pads, 0) && `padding ${shortSides(pads)}`,
    unlike(dilations, 1) && `dilation ${shortSides(dilations)}`,
  )
}
