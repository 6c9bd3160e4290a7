/** `/` goes to the field, arrows walk through the results, Escape clears the field, then leaves it. */
import { MODEL_LINKS } from './keep-focus.ts'

/** `clear` empties the field. */
export function enableKeyboard(field: HTMLInputElement, results: HTMLElement, clear: () => void): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
    if ((event.target as Element).closest('input, select, textarea, [contenteditable], dialog')) return
    event.preventDefault()
    field.focus()
    field.select()
  })
  field.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') walk(event, results, 0)
    else if (event.key === 'Enter') event.preventDefault()
    else if (event.key === 'Escape') {
      event.preventDefault()
      if (field.value === '') field.blur()
      else clear()
    }
  })
  results.addEventListener('keydown', (event) => {
    const links = linksOf(results)
    const at = links.indexOf(event.target as HTMLElement)
    if (at === -1) return
    if (event.key === 'ArrowDown') walk(event, results, at + 1)
    else if (event.key === 'ArrowUp' && at > 0) walk(event, results, at - 1)
    else if (event.key === 'ArrowUp' || event.key === 'Escape') {
      event.preventDefault()
      field.focus()
    }
  })
}

function walk(event: Event, results: HTMLElement, to: number): void {
  const link = linksOf(results)[to]
  if (!link) return
  event.preventDefault()
  link.focus()
}

function linksOf(results: HTMLElement): HTMLElement[] {
  return [...results.querySelectorAll<HTMLElement>(MODEL_LINKS)].filter((link) => link.offsetParent !== null)
}
