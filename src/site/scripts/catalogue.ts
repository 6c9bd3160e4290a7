/**
 * The home page's search, facets, orders and views. Nothing of the search is read before somebody turns to it, and all that is looked for stands in
 * the address.
 */
import type { FacetKey } from '../finder/facets.ts'
import { formatShown, isPlain, parseShown, type Shown, sortOf } from '../finder/query.ts'
import { formatCount, plural } from '../format.ts'
import { chosenElements } from './catalogue/chosen-elements.ts'
import { showFacets } from './catalogue/facet-elements.ts'
import { enableKeyboard } from './catalogue/keyboard.ts'
import { Results } from './catalogue/results.ts'
import { type FoundReply, Searcher } from './catalogue/searcher.ts'
import { enableSheet } from './catalogue/sheet.ts'

/** Milliseconds after which somebody should hear that it takes a while. */
const SLOW = 400

class Catalogue {
  readonly #root: HTMLElement
  readonly #total: number
  readonly #facets: HTMLElement
  readonly #field: HTMLInputElement
  readonly #sort: HTMLSelectElement
  readonly #results: Results
  readonly #searcher: Searcher
  /** Facets as the page came. */
  readonly #plainFacets: Node[]
  #shown: Shown = parseShown(location.search)
  #expanded: FacetKey[] = []
  /** Whether the last step in the history is of typing, which the next letter replaces. */
  #isTyping = false
  #slow = 0

  constructor(root: HTMLElement) {
    this.#root = root
    this.#total = Number(root.dataset['total'])
    this.#facets = this.#part('facets')
    this.#field = this.#part('q') as HTMLInputElement
    this.#sort = this.#part('sort') as HTMLSelectElement
    // Browsers keep what was ticked when a page is loaded again; what counts is the address.
    for (const box of this.#facets.querySelectorAll('input')) box.checked = false
    this.#plainFacets = [...this.#facets.childNodes].map((node) => node.cloneNode(true))
    const [listing, found] = [this.#part('listing'), this.#part('found')]
    const [nothing, more] = [this.#part('nothing'), this.#part('more')]
    this.#results = new Results({ listing, found, nothing, more })
    const [worker, folder] = [root.dataset['worker']!, new URL(root.dataset['search']!, location.href).href]
    this.#searcher = new Searcher(
      { worker, folder },
      {
        found: (reply) => this.#show(reply),
        more: ({ hits }) => this.#results.add(hits),
        fault: (message) =>
          this.#say(`The search cannot be read (${message}). Reload the page to try again.`),
      },
    )
    this.#listen()
    enableKeyboard(this.#field, this.#part('results'), () => this.#change({ text: '' }))
    enableSheet(this.#part('sheet') as HTMLDialogElement, this.#facets, this.#part('filter'))
    if (!isPlain(this.#shown)) this.#ask()
    this.#syncControls()
  }

  #part(name: string): HTMLElement {
    return this.#root.querySelector<HTMLElement>(`#catalogue-${name}`)!
  }

  #listen(): void {
    const open = (): void => this.#searcher.open()
    this.#field.addEventListener('focus', open)
    this.#part('filter').addEventListener('click', open)
    this.#facets.addEventListener('pointerenter', open, { once: true })
    this.#field.addEventListener('input', () => this.#change({ text: this.#field.value }, true))
    this.#sort.addEventListener('change', () => this.#change({ sort: this.#sort.value as Shown['sort'] }))
    this.#facets.addEventListener('change', ({ target }) => {
      const { value, checked } = target as HTMLInputElement
      this.#choose(facetOf(target as Element), value, checked)
    })
    this.#facets.addEventListener('click', ({ target }) => this.#expand(target as HTMLElement))
    for (const button of this.#root.querySelectorAll<HTMLElement>('[data-view]'))
      button.addEventListener('click', () => this.#change({ view: button.dataset['view'] as Shown['view'] }))
    for (const button of this.#root.querySelectorAll('.catalogue-clear'))
      button.addEventListener('click', () => this.#clear())
    this.#part('more').addEventListener('click', () => this.#searcher.more(this.#results.shown))
    addEventListener('popstate', () => {
      this.#shown = parseShown(location.search)
      this.#isTyping = false
      this.#field.value = this.#shown.text
      this.#apply()
    })
  }

  #clear(): void {
    this.#expanded = []
    this.#change({ text: '', chosen: {} })
    this.#field.focus()
  }

  #choose(key: FacetKey, value: string, isChosen: boolean): void {
    const others = (this.#shown.chosen[key] ?? []).filter((one) => one !== value)
    const values = isChosen ? [...others, value] : others
    const chosen = { ...this.#shown.chosen, [key]: values.length === 0 ? undefined : values }
    this.#change({ chosen })
  }

  #expand(target: HTMLElement): void {
    if (!target.matches('.facet-more')) return
    const facet = facetOf(target)
    this.#expanded.push(facet)
    this.#ask()
    // The button goes, so the focus moves on to what it brings.
    target.closest('fieldset')?.querySelector('input')?.focus()
  }

  #change(change: Partial<Shown>, isTyping = false): void {
    this.#shown = { ...this.#shown, ...change }
    if (!isTyping) this.#field.value = this.#shown.text
    const address = formatShown(this.#shown) || location.pathname
    if (isTyping && this.#isTyping) history.replaceState(null, '', address)
    else history.pushState(null, '', address)
    this.#isTyping = isTyping
    this.#apply()
  }

  #apply(): void {
    this.#syncControls()
    if (!isPlain(this.#shown) || this.#expanded.length > 0) {
      this.#ask()
      return
    }
    this.#searcher.forget()
    clearTimeout(this.#slow)
    this.#facets.replaceChildren(...this.#plainFacets.map((node) => node.cloneNode(true)))
    this.#results.restore()
    this.#say(plural(this.#total, 'model'))
  }

  #ask(): void {
    clearTimeout(this.#slow)
    this.#slow = window.setTimeout(() => this.#say('Searching …'), SLOW)
    this.#searcher.find(this.#shown, this.#expanded)
  }

  #show({ hits, total, facets, isComplete }: FoundReply): void {
    // What the cards add may be all that there is.
    if (total === 0 && !isComplete) return
    clearTimeout(this.#slow)
    showFacets(this.#facets, facets)
    if (isPlain(this.#shown)) this.#results.restore()
    else this.#results.show(hits, total, this.#shown.view)
    const all = plural(this.#total, 'model')
    this.#say(total === this.#total ? all : `${formatCount(total)} of ${all}`)
    this.#part('sheet').querySelector('.sheet-show')!.textContent = `Show ${plural(total, 'model')}`
  }

  #say(text: string): void {
    const count = this.#part('count')
    if (count.textContent.trim() !== text) count.textContent = text
  }

  #syncControls(): void {
    const { text, chosen, view } = this.#shown
    if (this.#field.value !== text) this.#field.value = text
    const relevance = this.#sort.querySelector<HTMLOptionElement>('[value=relevance]')!
    relevance.hidden = relevance.disabled = text.trim() === ''
    this.#sort.value = sortOf(this.#shown)
    for (const button of this.#root.querySelectorAll<HTMLElement>('[data-view]'))
      button.setAttribute('aria-pressed', String(button.dataset['view'] === view))
    const words = chosenElements(chosen, (key, value) => {
      this.#choose(key, value, false)
      this.#field.focus()
    })
    this.#part('chosen').replaceChildren(...words)
    this.#part('chosen-row').hidden = words.length === 0
    this.#part('filter').textContent = words.length === 0 ? 'Filter' : `Filter (${words.length})`
  }
}

function facetOf(part: Element): FacetKey {
  return part.closest<HTMLElement>('[data-facet]')!.dataset['facet'] as FacetKey
}

const root = document.getElementById('catalogue-page')
if (root) new Catalogue(root)
