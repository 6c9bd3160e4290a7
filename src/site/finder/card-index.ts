/** Finds entries by the words of their cards: reads only the files that can hold what was typed. */
import { parseEntryNumbers, type SearchIndex, type WordFile } from '../../formats/search-words.ts'
import leven from 'leven'

/** Fewer letters are the beginning of too many words. */
const SHORTEST = 3
/** Files that are read for one word, at most. */
const MOST_FILES = 4

export class CardIndex {
  readonly #index: SearchIndex
  readonly #read: (name: string) => Promise<unknown>
  readonly #files = new Map<number, Promise<Map<string, string>>>()

  /** `read` gets a file of the folder `search/`, parsed. */
  constructor(index: SearchIndex, read: (name: string) => Promise<unknown>) {
    this.#index = index
    this.#read = read
  }

  /**
   * The places of entries whose card holds a word that begins with `word`, or failing that one much like it; null: so many do that they are not
   * listed.
   */
  async entriesOf(word: string): Promise<Set<number> | null> {
    if (this.#index.everywhere.includes(word)) return null
    if (word.length < SHORTEST) return new Set()
    const files = await Promise.all(this.#filesOf(word).map((number) => this.#file(number)))
    const words = files.flatMap((file) => [...file.keys()])
    const fitting = words.filter((one) => one.startsWith(word))
    const chosen = fitting.length > 0 ? fitting : words.filter((one) => isLike(one, word))
    const lists = files.flatMap((file) => chosen.flatMap((one) => file.get(one) ?? []))
    return new Set(lists.flatMap(parseEntryNumbers))
  }

  /** The files of words that begin like `word`: a mistake is expected behind the second letter. */
  #filesOf(word: string): number[] {
    const { words } = this.#index
    const exact = this.#range(word, `${word}\uffff`)
    const start = word.slice(0, 2)
    const around =
      words.length <= MOST_FILES ? words.map((_, number) => number) : this.#range(start, `${start}\uffff`)
    return [...new Set([...exact, ...around])].slice(0, MOST_FILES)
  }

  #range(from: string, to: string): number[] {
    return this.#index.words.flatMap((first, number) => {
      const next = this.#index.words[number + 1]
      return first <= to && (next === undefined || next > from) ? [number] : []
    })
  }

  #file(number: number): Promise<Map<string, string>> {
    const known = this.#files.get(number)
    if (known) return known
    const file = this.#read(`words-${number}.json`).then((words) => toMap(words as WordFile))
    file.catch(() => this.#files.delete(number))
    this.#files.set(number, file)
    return file
  }
}

function toMap(words: WordFile): Map<string, string> {
  const map = new Map<string, string>()
  for (let at = 0; at < words.length; at += 2) map.set(words[at]!, words[at + 1]!)
  return map
}

function isLike(word: string, typed: string): boolean {
  const most = typed.length < 5 ? 0 : typed.length < 8 ? 1 : 2
  if (most === 0 || Math.abs(word.length - typed.length) > most || word[0] !== typed[0]) return false
  return leven(word, typed, { maxDistance: most + 1 }) <= most
}
