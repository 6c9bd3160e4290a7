/** Long lists of words under their first letters. */

export interface Section<Item> {
  /** `A`, `Ж`; see `DIGITS` and `SIGNS`. */
  letter: string
  items: Item[]
}

const DIGITS = '0–9'
const SIGNS = '#'

/** Signs, digits, then letters in the order of their first words; accents do not part a letter. */
export function byLetter<Item extends { label: string }>(items: readonly Item[]): Section<Item>[] {
  const sections = Map.groupBy(items, ({ label }) => letterOf(label))
  const letters = [...sections.keys()].filter((letter) => letter !== SIGNS && letter !== DIGITS)
  return [SIGNS, DIGITS, ...letters].flatMap((letter) => {
    const found = sections.get(letter)
    return found ? [{ letter, items: found }] : []
  })
}

function letterOf(label: string): string {
  // Enough for one character and its marks.
  const [first = ''] = label.slice(0, 8).normalize('NFKD')
  if (/\p{N}/u.test(first)) return DIGITS
  return /\p{L}/u.test(first) ? first.toUpperCase() : SIGNS
}
