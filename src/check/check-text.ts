/**
 * Reads every text file of an entry once, in pieces, and has each rule about private things look at it. The first findings of a
 * rule are shown with their lines, the rest is counted: a log may name one folder ten thousand times.
 */
import type { Problem } from '../zoo/problem.ts'
import type { Content } from './content.ts'
import { emails } from './emails.ts'
import { homePaths } from './home-paths.ts'
import { hostnames } from './hostnames.ts'
import { sidecars } from './sidecars.ts'
import { textPieces, type TextPiece } from './text-pieces.ts'

/** Something found in a piece of text. */
export interface Finding {
  /** Where it begins in the text of the piece. */
  index: number
  /** What is wrong and what to do. */
  message: string
}

/** A rule over text. It takes time in proportion to the text, whatever that holds, and looks at most 1,000 characters around. */
export interface TextRule {
  kind: string
  /** False: the file is no concern of this rule. */
  concerns: (content: Content) => boolean
  find: (piece: TextPiece, content: Content) => Iterable<Finding>
}

const RULES: readonly TextRule[] = [homePaths, hostnames, emails, sidecars]
const SHOWN = 3

export function checkText(content: Content): Problem[] {
  const tallies = RULES.filter((rule) => rule.concerns(content)).map((rule) => new Tally(rule, content))
  for (const piece of textPieces(content)) for (const tally of tallies) tally.look(piece)
  return tallies.flatMap((tally) => tally.problems())
}

class Tally {
  readonly #rule: TextRule
  readonly #content: Content
  readonly #shown: Problem[] = []
  #more = 0

  constructor(rule: TextRule, content: Content) {
    this.#rule = rule
    this.#content = content
  }

  look(piece: TextPiece): void {
    for (const { index, message } of this.#rule.find(piece, this.#content)) {
      if (index < piece.from || index >= piece.to) continue
      if (this.#shown.length === SHOWN) this.#more++
      else this.#shown.push(this.#problem(piece, index, message))
    }
  }

  problems(): Problem[] {
    const last = this.#shown.at(-1)
    if (last && this.#more > 0) last.message += ` There are ${this.#more} more like it in this file.`
    return this.#shown
  }

  /** Without the text itself: logs of builds are read by many. */
  #problem(piece: TextPiece, index: number, message: string): Problem {
    const [line, column] = [piece.lineAt(index), piece.columnAt(index)]
    const place = { file: this.#content.place, line, ...(column !== undefined && { column }) }
    return { ...place, kind: this.#rule.kind, message, severity: 'warning' }
  }
}
