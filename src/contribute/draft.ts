/**
 * An entry that is about to be made: what `new` asked for and `import` found, before anything lies under zoo/.
 */

/** A file of the new entry. Exactly one of `from` and `text` is given. */
export interface DraftFile {
  /** Path inside the entry's folder, `/` between components: `weights/model.pt`. */
  path: string
  /** Absolute path of the file that is copied; it was a regular file when it was looked at. */
  from?: string
  /** What is written instead. */
  text?: string
}

/** Keys of a card in the order in which they are written; a value that is undefined, null, '' or an empty list is left out. */
export type CardFacts = Record<string, unknown>

export interface Draft {
  id: string
  /** Front matter, with the keys and shapes of `cardSchema`. */
  facts: CardFacts
  /** Markdown below it. */
  prose: string
  /** `README.md` as it is to be written, where somebody wrote one already; `facts` and `prose` then count for nothing. */
  card?: string
  /** All but `README.md`. */
  files: DraftFile[]
  /** What could not be carried over, or must still be filled in: full sentences for a person. */
  notes: string[]
}
