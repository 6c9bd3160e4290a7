/** The catalogue as a ruled table, for people who scan. */
import { formatBytes, formatCount, libraryLabel, taskLabel } from '../../format.ts'
import type { ShownHit } from '../../finder/messages.ts'
import { readerNames } from '../../plate-words.ts'
import { element } from './element.ts'
import { marked } from './marked.ts'
import { compareToggle } from './plate-element.ts'

const COLUMNS = ['Model', 'Task', 'Framework', 'Modality', 'Licence', 'Size', 'Result', 'For']

/** An empty table, and the body that takes the rows. */
export function tableElement(): { table: HTMLElement; body: HTMLElement } {
  const body = element('tbody')
  const heads = COLUMNS.map((name) => element('th', { scope: 'col' }, name))
  const compare = element('th', { scope: 'col' }, element('span', { class: 'hidden-text' }, 'Compare'))
  const head = element('thead', {}, element('tr', {}, ...heads, compare))
  const table = element('table', { class: 'found-table' }, head, body)
  const scroll = { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Models as a table' }
  return { table: element('div', scroll, table), body }
}

export function rowElement({ row, terms, isInCard }: ShownHit): HTMLElement {
  const found = new Set(terms)
  const { id, title, task, library, modality, license, size, metric } = row
  const cell = (text: string): HTMLElement => element('td', {}, ...marked(text, found))
  return element(
    'tr',
    {},
    element(
      'th',
      { scope: 'row' },
      element('a', { href: `${id}/`, dir: 'auto' }, ...marked(title, found)),
      element('span', { class: 'binomial' }, ...marked(id, found)),
      isInCard && element('span', { class: 'in-card' }, 'Found in its card'),
    ),
    cell(task === null ? '' : taskLabel(task)),
    cell(library === null ? '' : libraryLabel(library)),
    cell(modality.join(', ')),
    cell(license),
    size === null
      ? element('td')
      : element('td', { class: 'number', title: `${formatCount(size)} bytes` }, formatBytes(size)),
    element('td', {}, metric && `${metric.name} ${metric.text}`),
    cell(readerNames(row)),
    element('td', {}, compareToggle(row)),
  )
}
