/**
 * The last touches to a card that has been sanitised. In sanitised HTML every `<` begins a tag, every tag is closed, and attributes
 * stand in the order in which `card-transforms.ts` sets them, so plain patterns read it rightly. Nothing of the card is added here.
 */
import type { SafeHtml } from './safe-html.ts'

/** `html` must come from the sanitiser. */
export function tidy(html: string): SafeHtml {
  return boxTables(emptyHeaders(deadJumps(html))) as SafeHtml
}

/** A link to a place that the page does not have becomes a plain word. */
function deadJumps(html: string): string {
  if (!html.includes('<a href="#')) return html
  const ids = new Set([...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id))
  return html.replace(/<a href="#([^"]*)"/g, (link, id: string) => (ids.has(id) ? link : '<a'))
}

/** A header cell without a word (the corner of many tables) heads nothing. */
function emptyHeaders(html: string): string {
  return html
    .replace(/<th\b[^>]*>\s*<\/th>/g, '<td></td>')
    .replace(/<div role="columnheader"[^>]*>\s*<\/div>/g, '<div role="cell" class="as-cell"></div>')
}

/** Puts every outermost table into a box that scrolls and that the keyboard reaches. */
function boxTables(html: string): string {
  let depth = 0
  let count = 0
  return html.replace(/<table\b|<\/table>/g, (tag) => {
    if (tag === '</table>') return --depth === 0 ? `${tag}</div>` : tag
    if (depth++ > 0) return tag
    return `<div class="scroll" role="group" aria-label="Table ${++count}" tabindex="0">${tag}`
  })
}
