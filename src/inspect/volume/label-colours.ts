/**
 * Colours of labels, told apart by people who see red and green alike: those of Okabe and Ito, https://jfly.uni-koeln.de/color/, without
 * black, which is the mat's. The same label has the same colour everywhere.
 */
export type Colour = readonly [number, number, number]

const COLOURS: readonly Colour[] = [
  [230, 159, 0],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [204, 121, 167],
  [213, 94, 0],
  [0, 114, 178],
  [187, 187, 187],
]

/** Further labels begin again with the first. */
export const LABEL_COLOURS = COLOURS.length

/** Of a label above zero. */
export function labelColour(label: number): Colour {
  return COLOURS[(label - 1) % COLOURS.length]!
}

/** As SVG and CSS write it. */
export function hexColour(colour: Colour): string {
  return `#${colour.map((part) => part.toString(16).padStart(2, '0')).join('')}`
}
