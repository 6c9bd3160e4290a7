/**
 * Free text from strangers that ends up in one-line places: specs, listings, page titles.
 */

// C0, DEL, C1, line and paragraph separators: they break lines in INI, HTML attributes and terminals.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u
// Direction overrides and invisible characters: they make a text read differently from what it says.
const HIDDEN = /[\u202a-\u202e\u2066-\u2069\u200b\ufeff]/u

/** White space folded into single blanks, ends trimmed. */
export function oneLine(text: string): string {
  // Nearly every text is one line already, and asking costs a fraction of replacing.
  return (/[\t\r\n]| {2}/.test(text) ? text.replaceAll(/[ \t\r\n]+/g, ' ') : text).trim()
}

/** What is wrong with a one-line text, as a sentence; null where nothing is. */
export function textFault(text: string): string | null {
  if (CONTROL.test(text)) return 'The text holds a control character. Type it again as plain text.'
  if (!text.isWellFormed()) return 'The text holds half of a character. Type it again as plain text.'
  return hiddenFault(text)
}

/** The same for text of several lines, in which line ends and tabs are fine. */
export function proseFault(text: string): string | null {
  return textFault(text.replaceAll(/[\n\t]/g, ' '))
}

function hiddenFault(text: string): string | null {
  return HIDDEN.test(text)
    ? 'The text holds an invisible character or one that turns the direction of writing. Type it again as plain text.'
    : null
}

/** The text without the characters that `textFault` refuses: for text that nobody typed as a field. */
export function cleanLine(text: string): string {
  if (!CONTROL.test(text) && !HIDDEN.test(text)) return oneLine(text)
  return oneLine(text.replaceAll(new RegExp(CONTROL, 'gu'), ' ').replaceAll(new RegExp(HIDDEN, 'gu'), ''))
}

/** Text longer than `length` characters is cut at a word and marked with an ellipsis. */
export function cutAtWord(text: string, length: number): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length - 1)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), length / 2))}…`
}
