/** Where a plane lies in its picture: in the middle of a square, as large as it fits, and to the same scale as its fellows where they agree. */
import type { Plane } from '../../inspect/volume/planes.ts'

/** Pixels. */
export interface Placed {
  left: number
  top: number
  width: number
  height: number
}

/** Pixels of the square's side. */
export const SIDE = 384

/** A plane that would stay smaller than this share of the square gets a scale of its own. */
const LEAST_SHARE = 0.66

/** For each of the planes. */
export function fitPlanes(planes: readonly Pick<Plane, 'size'>[]): Placed[] {
  const longest = Math.max(...planes.flatMap(({ size }) => size))
  return planes.map(({ size }) => {
    const own = Math.max(...size)
    return place(size, SIDE / (own < longest * LEAST_SHARE ? own : longest))
  })
}

function place([width, height]: [number, number], pixelsPerMm: number): Placed {
  const pixels = (mm: number) => Math.min(SIDE, Math.max(1, Math.round(mm * pixelsPerMm)))
  const [across, down] = [pixels(width), pixels(height)]
  return { left: (SIDE - across) >> 1, top: (SIDE - down) >> 1, width: across, height: down }
}
