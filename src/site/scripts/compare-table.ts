/** The table of a comparison, built from plain text alone. */
import { chosenText, type Chosen } from '../compare-choice.ts'
import {
  compareGroups,
  isCurrent,
  type ComparedModel,
  type CompareGroup,
  type CompareRow,
} from '../compare-rows.ts'
import { plateDrawing } from './plate-drawing.ts'

/** Of one cell: a model may have hundreds of labels. */
const MOST_LINES = 8

export type Column = ComparedModel & { chosen: Chosen }

export interface TableActions {
  /** Address of the store, relative to the page. */
  store: string
  onlyDifferences: boolean
  remove: (column: Column) => void
  replace: (column: Column) => void
}

export function compareTable(columns: readonly Column[], actions: TableActions): HTMLTableElement {
  const table = element('table', 'compare')
  table.append(
    element('caption', 'hidden-text', 'Models side by side'),
    heads(columns, actions),
    pictures(columns, actions),
  )
  for (const group of compareGroups(columns)) table.append(...groupBody(group, actions, columns.length))
  return table
}

/** In a part of their own: they scroll away, the names stay. */
function pictures(columns: readonly Column[], { store }: TableActions): HTMLElement {
  const row = element('tr', '', element('td', 'hidden-corner'))
  for (const { entry } of columns) {
    const plate = entry.thumbnail
      ? picture(entry.thumbnail.small, `${store}${encodeURIComponent(entry.id)}/`)
      : plateDrawing(entry)
    row.append(element('td', '', element('div', 'mat', plate)))
  }
  return element('tbody', 'compare-plates', row)
}

type Shown = NonNullable<Column['entry']['thumbnail']>['small']

function picture({ path, width, height }: Shown, folder: string): HTMLElement {
  return Object.assign(element('img', ''), { src: folder + path, alt: '', width, height })
}

function heads(columns: readonly Column[], { store, remove, replace }: TableActions): HTMLElement {
  const row = element('tr', '', element('td', 'hidden-corner'))
  for (const column of columns) {
    const name = chosenText(column.chosen)
    const { entry, version } = column
    const link = element('a', '', version.title ?? entry.title)
    link.href = `${store}${encodeURIComponent(entry.id)}/${isCurrent(column) ? '' : `${version.version}/`}`
    link.dir = 'auto'
    const cell = element('th', '', link, element('span', 'binomial', name))
    if (version.yanked) cell.append(element('span', 'withdrawal', 'Withdrawn'))
    cell.scope = 'col'
    cell.append(
      button('Replace', `Replace ${name}`, () => replace(column)),
      ' ',
    )
    cell.append(button('Remove', `Remove ${name}`, () => remove(column)))
    row.append(cell)
  }
  return element('thead', '', row)
}

function groupBody(group: CompareGroup, { onlyDifferences }: TableActions, count: number): HTMLElement[] {
  const rows = group.rows.filter(({ differs }) => differs || !onlyDifferences)
  if (rows.length === 0) return []
  const heading = element('th', '', group.heading)
  heading.colSpan = count + 1
  heading.scope = 'rowgroup'
  return [
    element(
      'tbody',
      '',
      element('tr', 'group', heading),
      ...rows.map((row, index) => factRow(row, count, row.of === rows[index - 1]?.of)),
    ),
  ]
}

/** `isSame`: what it is said of stands in the row above. */
function factRow({ term, of, cells, differs }: CompareRow, count: number, isSame: boolean): HTMLElement {
  const isMarked = differs && count > 1
  const head = element('th', '', term)
  head.scope = 'row'
  head.dir = 'auto'
  if (of) head.append(element('span', isSame ? 'hidden-text' : 'of', ` ${of}`))
  if (isMarked) head.append(element('span', 'hidden-text', ' (differs)'))
  return element('tr', isMarked ? 'differs' : '', head, ...cells.map(factCell))
}

function factCell(lines: string[]): HTMLElement {
  const cell = element('td', lines.length > 0 ? '' : 'unsaid')
  cell.dir = 'auto'
  if (lines.length === 0) cell.append(hidden('—'), element('span', 'hidden-text', 'not stated'))
  for (const line of lines.slice(0, MOST_LINES)) cell.append(element('span', 'line', line))
  const rest = lines.length - MOST_LINES
  if (rest > 0) cell.append(element('span', 'line', `and ${rest} more`))
  return cell
}

function hidden(text: string): HTMLElement {
  const span = element('span', '', text)
  span.ariaHidden = 'true'
  return span
}

function button(text: string, label: string, act: () => void): HTMLButtonElement {
  const made = element('button', 'copy', text)
  made.type = 'button'
  made.setAttribute('aria-label', label)
  made.addEventListener('click', act)
  return made
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  if (className) made.className = className
  made.append(...inside)
  return made
}
