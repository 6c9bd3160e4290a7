/** Which way a volume's axes run through the patient. */

/** One number for each of three axes. */
export type Triple = [number, number, number]

/** One of the patient's axes in the file: which of the file's axes lies nearest, and whether it runs the other way. */
export interface FileAxis {
  axis: 0 | 1 | 2
  isReversed: boolean
}

/** Towards the patient's right, front (anterior) and head (superior), in this order. */
export type Orientation = [FileAxis, FileAxis, FileAxis]

/** Files that say nothing lie like this most often: what NIfTI calls method 1. */
export const AS_STORED: Orientation = [
  { axis: 0, isReversed: false },
  { axis: 1, isReversed: false },
  { axis: 2, isReversed: false },
]

const ORDERS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const

/**
 * The nearest orientation to an affine whose columns are the file's axes and whose rows are right, anterior, superior.
 * Null: it has no three directions.
 */
export function nearestOrientation(affine: readonly (readonly number[])[]): Orientation | null {
  const columns = [0, 1, 2].map((column) => direction(affine.map((row) => row[column]!)))
  if (columns.some((column) => column === null)) return null
  const along = (row: number, column: number) => columns[column]![row]!
  const fit = (order: readonly number[]) =>
    order.reduce((sum, column, row) => sum + Math.abs(along(row, column)), 0)
  const best = ORDERS.reduce((found, order) => (fit(order) > fit(found) + 1e-9 ? order : found))
  const [right, front, head] = best.map((axis, row) => ({ axis, isReversed: along(row, axis) < 0 }))
  return [right!, front!, head!]
}

/** Of length one; null where there is none. */
function direction(column: readonly number[]): number[] | null {
  const [x = NaN, y = NaN, z = NaN] = column
  const length = Math.hypot(x, y, z)
  return Number.isFinite(length) && length > 0 ? [x / length, y / length, z / length] : null
}
