/** A plate of the catalogue, as `CatalogueEntry.astro` makes it; a test compares the two. */
import type { RowPicture, SearchRow } from '../../../formats/search-rows.ts'
import type { ShownHit } from '../../finder/messages.ts'
import { PLATE_SIZES, plateLine, readerNames, turnOf, type Turn } from '../../plate-words.ts'
import { plateDrawing } from '../plate-drawing.ts'
import { element } from './element.ts'
import { marked } from './marked.ts'

/** `index` is the place in the list, from 0. */
export function plateElement({ row, terms, isInCard }: ShownHit, index: number): HTMLElement {
  const { id, title, summary, version, picture } = row
  const found = new Set(terms)
  const readers = readerNames(row)
  return element(
    'li',
    { class: 'entry' },
    element('div', { class: 'mat' }, picture ? pictureElement(picture, turnOf(index)) : plateDrawing(row)),
    element('h2', { dir: 'auto' }, element('a', { href: `${id}/` }, ...marked(title, found))),
    element(
      'p',
      { class: 'caption' },
      element('span', { class: 'binomial' }, ...marked(id, found)),
      ' ',
      element('span', { class: 'version' }, `v${version}`),
    ),
    summary !== '' && element('p', { class: 'summary', dir: 'auto' }, ...marked(summary, found)),
    isInCard && element('p', { class: 'in-card' }, 'Found in its card'),
    element('p', { class: 'line' }, ...lineParts(row, found)),
    element(
      'div',
      { class: 'plate-foot' },
      readers !== '' && element('p', { class: 'readers' }, `For ${readers}`),
      compareToggle(row),
    ),
  )
}

function lineParts(row: SearchRow, found: ReadonlySet<string>): (Node | string)[] {
  return plateLine(row).flatMap((part, place) => [
    ...(place > 0 ? [' '] : []),
    element('span', {}, ...marked(part, found)),
  ])
}

/** `compare-tray.js` brings it to life. */
export function compareToggle({ id, title }: Pick<SearchRow, 'id' | 'title'>): HTMLElement {
  return element(
    'button',
    {
      class: 'compare-toggle',
      type: 'button',
      'data-compare': id,
      'data-title': title,
      'aria-pressed': 'false',
      'aria-label': `Compare ${title}`,
    },
    'Compare',
  )
}

function pictureElement(
  { small, smallWidth, large, largeWidth, largeHeight }: RowPicture,
  turn: Turn,
): Element {
  return element('img', {
    src: small,
    srcset: `${small} ${smallWidth}w, ${large} ${largeWidth}w`,
    sizes: PLATE_SIZES,
    width: largeWidth,
    height: largeHeight,
    alt: true,
    loading: turn === 'late' && 'lazy',
    fetchpriority: turn === 'first' && 'high',
    decoding: turn === 'late' && 'async',
  })
}
