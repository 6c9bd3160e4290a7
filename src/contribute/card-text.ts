/** Cards as text: the front matter of a draft in the order of its facts, then its prose. */
import { stringify } from 'yaml'
import type { CardFacts } from './draft.ts'

/** `README.md` of an entry. */
export function formatCard(facts: CardFacts, prose: string): string {
  const kept = Object.fromEntries(Object.entries(facts).filter(([, value]) => !isEmpty(value)))
  // Versions such as 1.0 stay text: the library quotes what would be read as anything else.
  const front = stringify(kept, { lineWidth: 0, blockQuote: 'literal' })
  return `---\n${front}---\n\n${prose.trim()}\n`
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
