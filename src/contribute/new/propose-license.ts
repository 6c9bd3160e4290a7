/** The licence from the file at the top that holds its text, or from the line of a README that names it. */
import { licenseOfText } from '../license-of-text.ts'
import { fileAtTop, type Answers, type Clues } from './clues.ts'

export const LICENSE_FILE = /^(licen[cs]e|copying|unlicense)([.-][\w.-]{1,40})?$/i

/** For a text that is not known, where it can be read: its name must be asked. */
export function proposeLicense(clues: Clues): Answers {
  const file = fileAtTop(clues.files, LICENSE_FILE)
  const text = file && clues.text(file.path)
  if (file === undefined || text == null) return {}
  const id = licenseOfText(text)
  return id === null ? { license_link: placeOfLicense(file.path) } : { license: id }
}

/** `License: MIT`, `**Licence**: CC BY 4.0.`, or the line below a heading `License`; empty where no single licence is known by it. */
export function licenseInProse(prose: string): string {
  const lines = prose
    .split(/\r?\n/)
    .map((line) => line.replaceAll(/[*_`]|\]\([^()]{0,200}\)|\[/g, '').trim())
    .filter((line) => line !== '')
  for (const [index, line] of lines.entries()) {
    const said = /^(?:[-#] *)?licen[cs]e *:(.{1,100})$/i.exec(line)?.[1]
    const below = /^#{1,6} *licen[cs]e$/i.test(line) ? lines[index + 1] : undefined
    const text = (said ?? below ?? '').trim().replace(/\.$/, '')
    // Of several nobody knows which is meant for what.
    const id = text.length > 100 || /[,;]|\b(and|or|for)\b/i.test(text) ? null : licenseOfText(text)
    if (id !== null) return id
  }
  return ''
}

/** The name that a model card's reader knows the file by. */
export function placeOfLicense(path: string): string {
  return /^licen[cs]e(\.(md|txt))?$/i.test(path) ? path : 'LICENSE'
}
