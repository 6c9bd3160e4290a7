/** The words of a card's prose, for the store's search. */
import { wordsOf } from '../lib/words.ts'

/** Distinct words that are kept of one card: the first ones, for they say what it is about. */
const MOST_WORDS = 300
const SHORTEST = 3
const LONGEST = 30
/** Characters of a card that are read. */
const READ = 64 * 1024

const STOP_WORDS = new Set(
  `about above after again all also and any are because been before being below between both but can cannot could did does doing down during
  each few for from further had has have having her here him his how into its itself just more most nor not now off once only other our out
  over own same she should some such than that the their them then there these they this those through too under until use used using very
  was were what when where which while who whom why will with would you your`.split(/\s+/),
)

// Tags, the targets of links, and bare addresses: what a reader does not see as words.
const UNSEEN = /<[^<>]{1,300}>|\]\([^()\s]{1,300}|https?:\/\/[^\s)>\]]{1,300}/g

/**
 * Distinct folded words, sorted, with a blank between two, so that a record of them stays small. Those of `head`, which search finds anyway, are
 * left out, and so are stop words, numbers and digests.
 */
export function cardWords(card: string, head: readonly string[]): string {
  const known = new Set(wordsOf(head.join(' ')))
  const found = new Set<string>()
  for (const word of wordsOf(card.slice(0, READ).replace(UNSEEN, ' '))) {
    if (found.size === MOST_WORDS) break
    if (isTelling(word) && !known.has(word)) found.add(word)
  }
  return [...found].sort().join(' ')
}

function isTelling(word: string): boolean {
  if (word.length < SHORTEST || word.length > LONGEST || STOP_WORDS.has(word)) return false
  return /\D/.test(word) && !/^(?=.*\d)[\da-f]{8,}$/.test(word)
}
