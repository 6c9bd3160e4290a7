/** What Python's `str.strip` and `\s` take for blanks, inside a character class. JavaScript's own differ: FS to US, NEL and the BOM. */
export const PYTHON_BLANKS =
  '\\t\\n\\v\\f\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'

const BLANK = new RegExp(`[${PYTHON_BLANKS}]`)

/** Text without the blanks around it, as Python's `str.strip` and `str.rstrip` give it. */
export function stripBlanks(text: string, where: 'both ends' | 'end' = 'both ends'): string {
  let begin = 0
  let end = text.length
  while (end > begin && BLANK.test(text[end - 1]!)) end--
  if (where === 'both ends') while (begin < end && BLANK.test(text[begin]!)) begin++
  return text.slice(begin, end)
}
