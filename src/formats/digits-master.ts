/**
 * URL: /master.json
 * Reader: NVIDIA DIGITS 5.0 and 6.0, which ask for it first; the development version of August 2016, where the front page names no model.
 * Trap: both keys must be there, and one child that DIGITS cannot import breaks the whole listing, that of other stores included. So
 * `children` holds DIGITS entries only.
 */
import type { Listing } from '../store.ts'
import { formatJson } from './json.ts'

export function formatDigitsMaster(store: Listing): string {
  const children = store.entries.filter((entry) => entry.digits !== null).map((entry) => entry.id)
  return formatJson({ msg: store.site.message || store.site.title, children })
}
