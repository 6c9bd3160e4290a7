import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { placeFile, type Placement } from '../../src/pack/place.ts'

/** Fills a folder with what packing wants to be placed. */
export function placeAll(placements: readonly Placement[], dir: string): void {
  for (const placement of placements) {
    const to = join(dir, placement.to)
    mkdirSync(dirname(to), { recursive: true })
    placeFile(placement, to)
  }
}
