/** The lines of a log, one at a time, so that a long log costs no list of them. */

/** Longer lines hold no numbers of a training. */
const MAX_LINE = 4096

/** Without their ends; lines that are too long to mean anything are left out. */
export function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start)
    const end = found === -1 ? text.length : found
    if (end - start <= MAX_LINE) yield text.slice(start, end).trimEnd()
    start = end + 1
  }
}
