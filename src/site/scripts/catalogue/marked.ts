/** Text with the words that were found in `<mark>`. */
import { fold, WORD } from '../../../lib/words.ts'
import { element } from './element.ts'

/** `terms` are folded. */
export function marked(text: string, terms: ReadonlySet<string>): (Node | string)[] {
  if (terms.size === 0) return [text]
  const parts: (Node | string)[] = []
  let end = 0
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!terms.has(fold(word))) continue
    if (index > end) parts.push(text.slice(end, index))
    parts.push(element('mark', {}, word))
    end = index + word.length
  }
  if (end < text.length) parts.push(text.slice(end))
  return parts
}
