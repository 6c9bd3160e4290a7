/** The parts of the page that the script works on. */
export interface CompareParts {
  place: HTMLElement
  form: HTMLFormElement
  field: HTMLInputElement
  label: HTMLElement
  only: HTMLInputElement
  tools: HTMLElement
  note: HTMLElement
  table: HTMLElement
  store: string
}

/** Null on a page that has none. */
export function findCompareParts(): CompareParts | null {
  const place = document.getElementById('compare')
  const form = place?.querySelector('form')
  if (!place || !form) return null
  const part = (id: string) => document.getElementById(id)!
  return {
    ...{ place, form, field: part('compare-id') as HTMLInputElement, label: part('compare-label') },
    ...{ only: part('only-differences') as HTMLInputElement, tools: part('compare-tools') },
    ...{ note: part('compare-note'), table: part('compare-table'), store: place.dataset['store'] ?? '' },
  }
}
