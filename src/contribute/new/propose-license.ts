/** The licence from the file at the top that holds its text. */
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

/** The name that a model card's reader knows the file by. */
export function placeOfLicense(path: string): string {
  return /^licen[cs]e(\.(md|txt))?$/i.test(path) ? path : 'LICENSE'
}
