/** The field in which one types the id of a model: offers those of the store, from its catalogue, which is fetched when it is needed. */
import type { CatalogueDocument } from '../entry-document.ts'

/** Offered at once; the browser shows a few of them. */
const MOST_OFFERS = 30

type Listed = CatalogueDocument['entries'][number]

export function offerModels(field: HTMLInputElement, offers: HTMLElement, catalogueUrl: string): void {
  let entries: Promise<Listed[]> | undefined
  const show = async () => {
    entries ??= fetchEntries(catalogueUrl)
    const words = field.value.trim().toLowerCase()
    const fit = (await entries).filter(({ id, title }) => `${id} ${title}`.toLowerCase().includes(words))
    offers.replaceChildren(...fit.slice(0, MOST_OFFERS).map(offer))
  }
  field.addEventListener('focus', () => void show())
  field.addEventListener('input', () => void show())
}

/** Without it one types the id unaided. */
async function fetchEntries(url: string): Promise<Listed[]> {
  try {
    const answer = await fetch(url)
    return answer.ok ? ((await answer.json()) as CatalogueDocument).entries : []
  } catch {
    return []
  }
}

function offer({ id, title }: Listed): HTMLOptionElement {
  const option = document.createElement('option')
  option.value = id
  option.label = title
  return option
}
