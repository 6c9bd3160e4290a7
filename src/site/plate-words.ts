/** What the catalogue says below an entry's title: the same in the page as it is built and in what scripts add to it. */
import type { SearchRow } from '../formats/search-rows.ts'
import { CLIENT_NAMES } from './client-names.ts'
import { formatBytes, libraryLabel, taskLabel } from './format.ts'

/** How wide a plate's picture is shown, as in the `sizes` attribute. */
export const PLATE_SIZES = '(min-width: 64rem) 18rem, (min-width: 40rem) 46vw, 92vw'

/** When a picture is fetched; `first`: seen at once on every screen, `early`: on a wide one, `late`: as it comes near. */
export type Turn = 'first' | 'early' | 'late'

/** Of the plate at this place in a list, from 0. A wide screen's first row holds three. */
export function turnOf(index: number): Turn {
  return index === 0 ? 'first' : index < 3 ? 'early' : 'late'
}

/** `Image segmentation ·`, `NiftyNet ·`, `CC0-1.0 ·`, `1.8 MB`: the dots end a line, and none begins one. */
export function plateLine({ task, library, license, size }: SearchRow): string[] {
  const parts = [
    task && taskLabel(task),
    library && libraryLabel(library),
    license,
    size !== null && formatBytes(size),
  ]
  return parts
    .filter((part) => typeof part === 'string' && part !== '')
    .map((part, index, all) => (index < all.length - 1 ? `${part} ·` : `${part}`))
}

/** `NiftyNet, curl`; '' where nothing can be downloaded. */
export function readerNames({ clients }: SearchRow): string {
  return clients.map((client) => CLIENT_NAMES[client]).join(', ')
}
