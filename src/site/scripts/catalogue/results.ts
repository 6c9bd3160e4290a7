/** Shows what was found, in place of the list that the page came with. */
import { CHUNK, type ShownHit } from '../../finder/messages.ts'
import { formatCount } from '../../format.ts'
import { element } from './element.ts'
import { keepFocus } from './keep-focus.ts'
import { plateElement } from './plate-element.ts'
import { rowElement, tableElement } from './table-element.ts'

export interface ResultsPlaces {
  /** The list of the page as it came. */
  listing: HTMLElement
  found: HTMLElement
  nothing: HTMLElement
  more: HTMLElement
}

export class Results {
  readonly #places: ResultsPlaces
  #list: HTMLElement | null = null
  #view: 'grid' | 'table' = 'grid'
  #total = 0

  constructor(places: ResultsPlaces) {
    this.#places = places
  }

  /** How many are on the page. */
  get shown(): number {
    return this.#list?.children.length ?? 0
  }

  /** One question may be answered twice, by rows and then by cards, so whoever walks through the results stays where they are. */
  show(hits: readonly ShownHit[], total: number, view: 'grid' | 'table'): void {
    keepFocus(this.#places, () => this.#show(hits, total, view))
  }

  #show(hits: readonly ShownHit[], total: number, view: 'grid' | 'table'): void {
    const { listing, found, nothing } = this.#places
    this.#view = view
    this.#total = total
    if (view === 'grid') {
      this.#list = element('ul', { class: 'catalogue' })
      found.replaceChildren(this.#list)
    } else {
      const { table, body } = tableElement()
      this.#list = body
      found.replaceChildren(table)
    }
    listing.hidden = true
    found.hidden = total === 0
    nothing.hidden = total > 0
    this.add(hits)
  }

  /** The next ones of the same. */
  add(hits: readonly ShownHit[]): void {
    const first = this.shown
    const { more } = this.#places
    this.#list?.append(
      ...hits.map((hit, index) =>
        this.#view === 'grid' ? plateElement(hit, first + index) : rowElement(hit),
      ),
    )
    const left = this.#total - this.shown
    more.hidden = left <= 0
    more.textContent = `Show ${formatCount(Math.min(left, CHUNK))} more`
    document.dispatchEvent(new Event('compare-shown'))
  }

  /** The list as the page came. */
  restore(): void {
    const { listing, found, nothing, more } = this.#places
    found.replaceChildren()
    this.#list = null
    listing.hidden = false
    for (const place of [found, nothing, more]) place.hidden = true
    document.dispatchEvent(new Event('compare-shown'))
  }
}
