/** Which models a comparison shows, as its address says: `?models=lenet,liver@1.0&only=differences`. */

export interface Chosen {
  id: string
  /** Null: the newest. */
  version: string | null
}

export interface Comparison {
  models: Chosen[]
  onlyDifferences: boolean
  /** What is asked for and cannot be a model, or is one too many: each once, and of many the first. */
  refused: string[]
}

/** Columns that one can read side by side. */
export const MOST_MODELS = 4
/** An address may hold thousands, and each would be a sentence on the page. */
const MOST_REFUSED = 8

const MODEL = /^([A-Za-z0-9][A-Za-z0-9._-]{0,99})(?:@([0-9][0-9.]{0,30}))?$/

/** Null: it is no id, with or without a version. */
export function parseChosen(text: string): Chosen | null {
  const [, id, version = null] = MODEL.exec(text.trim()) ?? []
  return id === undefined ? null : { id, version }
}

/** `lenet`, `liver@1.0`. */
export function chosenText({ id, version }: Chosen): string {
  return version === null ? id : `${id}@${version}`
}

/** Each model once, in the order given. */
export function parseComparison(query: string): Comparison {
  const search = new URLSearchParams(query)
  const parts = (search.get('models') ?? '').split(',').filter((part) => part.trim() !== '')
  const models = new Map<string, Chosen>()
  const refused = new Set<string>()
  for (const part of parts) {
    const chosen = parseChosen(part)
    if (chosen && models.size < MOST_MODELS) models.set(chosenText(chosen), chosen)
    else if (!chosen || !models.has(chosenText(chosen))) refused.add(part.slice(0, 100))
  }
  return {
    models: [...models.values()],
    onlyDifferences: search.get('only') === 'differences',
    refused: [...refused].slice(0, MOST_REFUSED),
  }
}

/** The query of the address, with its question mark; empty where there is nothing to say. */
export function comparisonQuery({ models, onlyDifferences }: Omit<Comparison, 'refused'>): string {
  const ids = models.map((model) => encodeURIComponent(chosenText(model)).replaceAll('%40', '@')).join(',')
  const parts = [ids && `models=${ids}`, onlyDifferences && 'only=differences'].filter(Boolean)
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}
