/** The ways to cite a model that its page offers. */
import { formatBibtex } from '../formats/cite-bibtex.ts'
import { formatCff } from '../formats/cite-cff.ts'
import { formatRis } from '../formats/cite-ris.ts'
import { formatCitation } from '../formats/cite-text.ts'
import type { Site, StoreEntry } from '../store.ts'

export interface Citation {
  name: string
  /** Null: too long to be read in the margin of a page. */
  text: string | null
  /** The same as a file: a path of the store; null: there is none. */
  path: string | null
  /** Shown at once. */
  open: boolean
  /** Breaking a line would change what it says. */
  scroll: boolean
}

/** Characters. An author's own citation may be as long as a card. */
const LONGEST = 4000

/** The authors' own first, where there is one. */
export function citationsOf(entry: StoreEntry, site: Site): Citation[] {
  const own = entry.citation
  const file = (name: string) => `${entry.id}/${name}`
  const cffName = entry.citationFile ? 'CFF, the authors’ own' : 'CFF'
  return [
    ...(own === null ? [] : [citation('The authors’ own', own, null, true)]),
    citation('Plain text', formatCitation(entry, site), null, own === null, false),
    citation('BibTeX', formatBibtex(entry, site), file('cite.bib')),
    citation('RIS', formatRis(entry, site), file('cite.ris')),
    citation(cffName, formatCff(entry, site), file('CITATION.cff')),
  ]
}

function citation(name: string, text: string, path: string | null, open = false, scroll = true): Citation {
  const isShort = text.length <= LONGEST || path === null
  return { name, text: isShort ? text.trim() : null, path, open, scroll }
}
