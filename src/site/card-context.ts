import type { Picture } from '../store.ts'

/** What a card's prose may show and link to, and how it fits its page. */
export interface CardContext {
  /** A first heading that says the same is left out. */
  title: string
  /** Level of the card's highest heading, so that the page keeps one h1 and skips no level. */
  topHeading: 2 | 3
  media: readonly Picture[]
  /** Address, relative to the page, of a file or page of the store that the card links to; null: not published. */
  resolve: (path: string) => string | null
  /** Relative address of a published picture. */
  pictureUrl: (picture: Picture) => string
  /** The home page may not hold `<td>`: an early DIGITS takes its cells for models. */
  tables: 'table' | 'roles'
}
