/** Results that come anew replace what has the focus; it moves to the same model, else to the first. */

/** What opens a model's page from a list. */
export const MODEL_LINKS = '.entry h2 a, .found-table th a'

const ITEMS = '.entry, .found-table tr'

/** `change` may replace what stands in `found` and hide `listing`. */
export function keepFocus(
  { listing, found }: { listing: HTMLElement; found: HTMLElement },
  change: () => void,
): void {
  const focused = document.activeElement
  const isInside = focused !== null && (listing.contains(focused) || found.contains(focused))
  const wasToggle = focused?.matches('[data-compare]')
  const model = isInside ? focused.closest(ITEMS)?.querySelector(MODEL_LINKS)?.getAttribute('href') : null
  change()
  if (model === null || model === undefined || document.activeElement === focused) return
  const links = [...found.querySelectorAll<HTMLElement>(MODEL_LINKS)]
  const link = links.find((one) => one.getAttribute('href') === model)
  const toggle = wasToggle ? link?.closest(ITEMS)?.querySelector<HTMLElement>('[data-compare]') : null
  const target = toggle ?? link ?? links[0]
  target?.focus()
}
