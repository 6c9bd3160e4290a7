/** Keeps track, while a card is sanitised, of the headings so far and of the link that is open. */

const HEADING = /^h[1-6]$/

export class CardOutline {
  private readonly top: number
  private readonly title: string
  private readonly levels: number[] = []
  private headings = 0
  private links = 0

  /** `top`: the level that the card's highest heading gets. */
  constructor(top: number, title: string) {
    this.top = top
    this.title = normalise(title)
  }

  get insideLink(): boolean {
    return this.links > 0
  }

  /** For a link that is being opened, which counts itself. */
  get nestedLink(): boolean {
    return this.links > 1
  }

  open(name: string): void {
    if (name === 'a') this.links++
  }

  close(name: string): void {
    if (name === 'a') this.links = Math.max(0, this.links - 1)
  }

  /** The level at which a heading of level `level` is shown: no level is skipped, whatever the card does. */
  shift(level: number): number {
    while (this.levels.length > 0 && this.levels[this.levels.length - 1]! >= level) this.levels.pop()
    this.levels.push(level)
    this.headings++
    return Math.min(this.top + this.levels.length - 1, 6)
  }

  /** Whether the heading that has just ended is a first one that repeats the title. */
  isTitle(tag: string, text: string): boolean {
    if (!HEADING.test(tag) || this.headings !== 1) return false
    if (tag !== 'h1' || normalise(text) !== this.title) return false
    this.levels.pop()
    return true
  }
}

function normalise(text: string): string {
  return text.replace(/\s+/g, ' ').trim().toLowerCase()
}
