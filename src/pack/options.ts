import type { Ledgers } from './ledgers.ts'

/** Where packing finds and leaves things. */
export interface PackOptions {
  /** The folder of the zoo. */
  zooDir: string
  /** What problems call it: `zoo`. */
  label: string
  /** Kept between builds; everything in it may be deleted at any time but during a build. */
  cacheDir: string
  ledgers: Ledgers
  /** The store's public address, without a trailing slash. */
  storeUrl: string
  /** Where archives are published instead, without a trailing slash; null or absent: beside the pages. */
  artifacts?: string | null
  /** What pictures for previews of links call the store. */
  storeTitle: string
  /** Hears of every byte that goes into an archive, once, whether packed now or before. */
  onBytes?: (bytes: number) => void
  /** Hears of each entry when its turn comes. */
  onEntry?: (id: string) => void
}
