/** Prose that lies beside foreign metadata, as the prose of a card. */
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { CARD_BYTES, parseFrontMatter } from '../../zoo/front-matter.ts'
import { quote } from '../../zoo/problem.ts'
import { cleanText } from './loose-values.ts'
import { readSmallText } from './source-text.ts'

/** A card's own facts need room, too. */
const PROSE_LIMIT = CARD_BYTES - 64 * 1024

/** Its text without front matter and hidden characters; empty where there is none, or none that can be read, which `notes` is told. */
export function readCardProse(path: string, notes: string[]): string {
  if (!existsSync(path)) return ''
  try {
    return cleanText(withoutFrontMatter(readSmallText(path, basename(path), PROSE_LIMIT))).trim()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    notes.push(
      `The text of ${quote(basename(path))} was not carried over: it is no UTF-8 text of at most ${PROSE_LIMIT / 1024} KiB.`,
    )
    return ''
  }
}

function withoutFrontMatter(text: string): string {
  const { body } = parseFrontMatter(text, '')
  return body === '' ? text : body
}

/** Markdown pictures that lie relative to `folder`, named from the entry's folder; what leads elsewhere is left as it is. */
export function movePictures(markdown: string, folder: string): string {
  return markdown.replace(
    /(!\[[^\]\n]{0,300}\]\()(?:\.\/)?([^)\s]{1,300})/g,
    (whole, start: string, target: string) =>
      /^([a-z][a-z0-9+.-]*:|\/|#|\.\.)/i.test(target) ? whole : `${start}${folder}/${target}`,
  )
}
