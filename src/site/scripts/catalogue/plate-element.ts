/** A plate of the catalogue, as `CatalogueEntry.astro` makes it; a test compares the two. */
import type { RowPicture, SearchRow } from '../../../formats/search-rows.ts'
import { figureOf, FIGURES, initials, turnsOf } from '../../drawn-plate.ts'
import type { ShownHit } from '../../finder/messages.ts'
import { PLATE_SIZES, plateLine, readerNames, turnOf, type Turn } from '../../plate-words.ts'
import { element, svgElement } from './element.ts'
import { marked } from './marked.ts'

/** `index` is the place in the list, from 0. */
export function plateElement({ row, terms, isInCard }: ShownHit, index: number): HTMLElement {
  const { id, title, summary, version, picture } = row
  const found = new Set(terms)
  const readers = readerNames(row)
  return element(
    'li',
    { class: 'entry' },
    element('div', { class: 'mat' }, picture ? pictureElement(picture, turnOf(index)) : drawing(row)),
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
    element('p', { class: 'line' }, ...marked(plateLine(row), found)),
    element(
      'div',
      { class: 'plate-foot' },
      readers !== '' && element('p', { class: 'readers' }, `For ${readers}`),
      compareToggle(row),
    ),
  )
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

function drawing({ id, title }: SearchRow): Element {
  const figure = figureOf(id)
  addFigure(figure)
  return svgElement(
    'svg',
    { viewBox: '0 0 320 180', 'aria-hidden': 'true', focusable: 'false' },
    svgElement('use', { href: `#figure-${figure}`, width: 320, height: 180 }),
    svgElement('text', { x: 160, y: 90, dy: '.35em' }, initials(title)),
  )
}

/** The page holds the figures of its own plates; those of further ones are added as they come. */
function addFigure(index: number): void {
  if (document.getElementById(`figure-${index}`)) return
  const figure = FIGURES[index]!
  const ellipses = turnsOf(figure).map((turn) => {
    const transform = `rotate(${turn} 160 90)`
    return svgElement('ellipse', { cx: 160, cy: 90, rx: figure.rx, ry: figure.ry, transform })
  })
  const symbol = svgElement('symbol', { id: `figure-${index}`, viewBox: '0 0 320 180' }, ...ellipses)
  const hidden = { class: 'figures', width: 0, height: 0, 'aria-hidden': 'true', focusable: 'false' }
  document.body.append(svgElement('svg', hidden, symbol))
}
