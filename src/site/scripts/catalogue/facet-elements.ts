/** The lists of facets, kept in step with what was found; the page as built holds the same lists for the whole store. */
import type { FacetList, FacetValue } from '../../finder/narrow.ts'
import { formatCount } from '../../format.ts'
import { element } from './element.ts'

/** Shows `lists` in the fieldsets of `panel`, which has one for each facet. */
export function showFacets(panel: Element, lists: readonly FacetList[]): void {
  for (const fieldset of panel.querySelectorAll<HTMLElement>('[data-facet]')) {
    const list = lists.find(({ key }) => key === fieldset.dataset['facet'])
    fieldset.hidden = list === undefined
    if (list) showFacet(fieldset, list)
  }
}

function showFacet(fieldset: HTMLElement, list: FacetList): void {
  const items = fieldset.querySelector('ul')!
  const known = new Map([...items.children].map((item) => [boxOf(item).value, item]))
  const wanted = list.values.map((value) => {
    const item = known.get(value.value) ?? itemElement(value)
    update(item, value)
    return item
  })
  // Moved only where it must be: what is moved loses the focus.
  if (
    wanted.some((item, place) => items.children[place] !== item) ||
    wanted.length !== items.children.length
  ) {
    const focused = document.activeElement
    items.replaceChildren(...wanted)
    if (focused instanceof HTMLElement && items.contains(focused)) focused.focus()
  }
  const more = fieldset.querySelector<HTMLElement>('.facet-more')
  if (more) more.hidden = list.more === 0
}

function itemElement({ value, label }: FacetValue): HTMLElement {
  const box = element('input', { type: 'checkbox', value })
  const name = element('span', { class: 'facet-name', dir: 'auto' }, label)
  return element('li', {}, element('label', {}, box, name, element('span', { class: 'number' })))
}

function update(item: Element, { count, isChosen }: FacetValue): void {
  boxOf(item).checked = isChosen
  item.classList.toggle('none', count === 0)
  item.querySelector('.number')!.textContent = formatCount(count)
}

function boxOf(item: Element): HTMLInputElement {
  return item.querySelector('input')!
}
