/** The page on which two to four models stand side by side. The address is its whole state. */
import { withdrawnModel } from '../compare-rows.ts'
import {
  chosenText,
  comparisonQuery,
  MOST_MODELS,
  parseChosen,
  parseComparison,
  type Chosen,
  type Comparison,
} from '../compare-choice.ts'
import type { EntryDocument, WithdrawnDocument } from '../entry-document.ts'
import { findCompareParts, type CompareParts } from './compare-parts.ts'
import { compareTable, type Column } from './compare-table.ts'
import { offerModels } from './model-finder.ts'

class ComparePage {
  readonly #parts: CompareParts
  /** By address. */
  readonly #entries = new Map<string, Promise<EntryDocument | WithdrawnDocument | null>>()
  #comparison: Comparison = parseComparison('')
  /** The model that the next one typed takes the place of. */
  #replaced: Chosen | null = null

  constructor(parts: CompareParts) {
    this.#parts = parts
    parts.form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#take(parts.field.value)
    })
    parts.only.addEventListener('change', () =>
      this.#go({ ...this.#comparison, onlyDifferences: parts.only.checked }),
    )
    addEventListener('popstate', () => void this.show())
    offerModels(parts.field, document.getElementById('compare-offers')!, `${parts.store}catalogue.json`)
  }

  /** Shows what the address says. */
  async show(): Promise<void> {
    const comparison = parseComparison(location.search)
    this.#comparison = comparison
    this.#replaced = null
    const found = await Promise.all(comparison.models.map((chosen) => this.#column(chosen)))
    // Somebody may have gone on meanwhile.
    if (this.#comparison !== comparison) return
    const columns = found.filter((one) => typeof one !== 'string')
    const faults = [
      ...comparison.refused.map((text) => `“${text}” cannot be shown: it is no id, or one model too many.`),
      ...found.filter((one) => typeof one === 'string'),
    ]
    this.#draw(columns, faults)
  }

  #draw(columns: Column[], faults: string[]): void {
    const { table, note, tools, only } = this.#parts
    only.checked = this.#comparison.onlyDifferences
    tools.hidden = columns.length < 2
    note.textContent = [...faults, hint(columns.length)].filter(Boolean).join(' ')
    table.hidden = columns.length === 0
    table.replaceChildren()
    if (columns.length > 0)
      table.append(
        compareTable(columns, {
          store: this.#parts.store,
          onlyDifferences: this.#comparison.onlyDifferences && columns.length > 1,
          remove: ({ chosen }) => this.#remove(chosen),
          replace: ({ chosen }) => this.#replace(chosen),
        }),
      )
    this.#label(columns.length)
  }

  #label(count: number): void {
    const { label, form, field } = this.#parts
    const isFull = count >= MOST_MODELS && this.#replaced === null
    label.textContent = this.#replaced ? `Replace ${chosenText(this.#replaced)} with` : 'Add a model'
    for (const control of [field, ...form.querySelectorAll('button')]) control.disabled = isFull
  }

  /** A column, or what is wrong. */
  async #column(chosen: Chosen): Promise<Column | string> {
    const url = `${this.#parts.store}${encodeURIComponent(chosen.id)}/entry.json`
    const fetched = this.#entries.get(url) ?? fetchEntry(url)
    this.#entries.set(url, fetched)
    const entry = await fetched
    if (entry === null) {
      this.#entries.delete(url)
      return `This store has no model “${chosen.id}”, or it cannot be read now.`
    }
    if (entry.version === undefined) return withdrawnModel(entry)
    const version = entry.versions.find((one) => one.version === (chosen.version ?? entry.version))
    return version
      ? { chosen, entry, version }
      : `“${chosen.id}” has no version ${chosen.version ?? entry.version} in this store.`
  }

  #take(text: string): void {
    const chosen = parseChosen(text)
    if (chosen === null) {
      this.#parts.note.textContent = `“${text}” is no id of a model.`
      return
    }
    this.#parts.field.value = ''
    const models = this.#comparison.models.map((one) => (one === this.#replaced ? chosen : one))
    this.#go({ ...this.#comparison, models: this.#replaced ? models : [...models, chosen] })
  }

  #remove(chosen: Chosen): void {
    this.#go({ ...this.#comparison, models: this.#comparison.models.filter((one) => one !== chosen) })
    this.#parts.field.focus()
  }

  #replace(chosen: Chosen): void {
    this.#replaced = chosen
    this.#label(this.#comparison.models.length)
    this.#parts.field.focus()
  }

  #go(comparison: Comparison): void {
    history.pushState(null, '', location.pathname + comparisonQuery(comparison))
    void this.show()
  }
}

function hint(count: number): string {
  if (count === 0) return 'Type the id of a model, or press “Compare” where you see one.'
  return count === 1 ? 'Add a second model to see what differs.' : ''
}

async function fetchEntry(url: string): Promise<EntryDocument | WithdrawnDocument | null> {
  try {
    const answer = await fetch(url)
    return answer.ok ? ((await answer.json()) as EntryDocument | WithdrawnDocument) : null
  } catch {
    return null
  }
}

const parts = findCompareParts()
if (parts) {
  parts.place.hidden = false
  void new ComparePage(parts).show()
}
