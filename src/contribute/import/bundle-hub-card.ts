/**
 * The card of a MONAI bundle that lives on Hugging Face: README.md with front matter at the bundle's root. What it says wins over what
 * the bundle's own files say; MONAI's `push_to_hf_hub` writes "unknown" where it does not know the licence.
 */
import { CARD_BYTES, parseFrontMatter } from '../../zoo/front-matter.ts'
import { CARD_KEYS } from '../../zoo/keys.ts'
import type { CardFacts } from '../draft.ts'
import { line, lines, type Loose } from './loose-values.ts'
import { readTreeText } from './source-text.ts'
import { hasFile, some, type SourceTree } from './source-tree.ts'

const CARD = 'README.md'

export interface HubCard {
  facts: CardFacts
  /** Empty where the bundle has no card. */
  prose: string
}

/** `section` is where the bundle's files go in the entry. What has no place is told to `notes`. */
export function bundleHubCard(tree: SourceTree, section: string, notes: string[]): HubCard {
  if (!hasFile(tree, CARD)) return { facts: {}, prose: '' }
  const { values, body } = parseFrontMatter(readTreeText(tree, CARD, CARD_BYTES), CARD)
  const others = Object.keys(values).filter((key) => !CARD_KEYS.includes(key))
  if (others.length > 0)
    notes.push(`These keys of README.md have no place in a card, and stay in the bundle: ${some(others)}.`)
  const known = Object.entries(values).filter(([key]) => CARD_KEYS.includes(key) && key !== 'downloads')
  return { facts: { ...Object.fromEntries(known), ...licenseOf(values, tree, section) }, prose: body }
}

function licenseOf(values: Loose, tree: SourceTree, section: string): CardFacts {
  if (line(values['license'])?.toLowerCase() === 'unknown') return { license: undefined }
  const link = line(values['license_link'])?.replace(/^(\.\/)+/, '') ?? ''
  return hasFile(tree, link) ? { license_link: `${section}/${link}` } : {}
}

/** Tags of both, each once. */
export function joinTags(own: unknown, found: readonly string[]): string[] {
  return [...new Set([...found, ...lines(own)])]
}
