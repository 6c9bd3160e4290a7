/**
 * Characters in a card's prose that turn text around, so that it reads differently from what it says: `U+202E` makes "cod.exe" of "exe.doc".
 * Only the two that force a direction; the others order mixed text, and cards in Arabic and Hebrew need them.
 */
import type { Problem } from './problem.ts'

const FORCED = /[\u202d\u202e]/
const MOST = 3

/** `body` is the prose at the end of `text`, a card. In a clone from a hub it is somebody else's, and a warning. */
export function turnedText(text: string, body: string, file: string, isClone: boolean): Problem[] {
  if (!FORCED.test(body)) return []
  const before = linesOf(text).length - linesOf(body).length
  const lines = linesOf(body).flatMap((line, index) => {
    const column = line.search(FORCED) + 1
    return column > 0 ? [{ line: before + index + 1, column }] : []
  })
  const message =
    'The text holds a character that turns the direction of writing, so that it reads differently from what it says. Type it again as plain text.'
  return lines.slice(0, MOST).map((place) => {
    return { file, ...place, kind: 'turned-text', message, severity: isClone ? 'warning' : 'error' }
  })
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/)
}
