/** Several people whose names stand in one text: read as it stands, they would be one author. */

const GROUP =
  /universit|institut|department|hospital|klinik|clinic|group|lab\b|laborator|cent(?:re|er)|college|school|team|consortium|challenge|\bm\.?d\b|\bph\.? ?d\b|\bjr\b/i
const NAME = /^\p{L}[\p{L}\p{M}.'’-]{0,40}(?: \p{L}[\p{L}\p{M}.'’-]{0,40}){1,4}$/u
const MOST_CHARS = 1000

/** Their names; null where it is one author, as far as anybody can tell. */
export function severalNames(text: string): string[] | null {
  if (text.length > MOST_CHARS || GROUP.test(text)) return null
  const names = text.split(/ *(?:[;&,]|\band\b) */).filter((name) => name !== '')
  return names.length > 1 && names.every((name) => NAME.test(name)) ? names : null
}
