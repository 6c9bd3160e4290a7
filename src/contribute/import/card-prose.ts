/** Prose that lies beside foreign metadata, as the prose of a card. */
import { existsSync } from 'node:fs'
import { basename, posix } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { encodePath } from '../../formats/addresses.ts'
import { CARD_BYTES, parseFrontMatter } from '../../zoo/front-matter.ts'
import { localPath } from '../../zoo/local-path.ts'
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

const MARKDOWN_TARGET = /(\]\([ \t]{0,9})([^)\s<>]{1,300})/g
const HTML_TARGET = /(<(?:img|a)\b[^<>]{0,500}?\s(?:src|href)[ \t]{0,9}=[ \t]{0,9}["']?)([^"'\s<>]{1,300})/gi

/**
 * Pictures and links of prose that lay in `folder`, named from where it lies now: those that lead to one of `files` there. Both are
 * paths inside the source; `section` is where its files are in the entry, empty for the entry itself.
 */
export function moveLinks(
  markdown: string,
  folder: string,
  section: string,
  files: readonly { path: string }[],
): string {
  const known = new Set(files.map(({ path }) => path))
  const moved = (whole: string, start: string, target: string) => {
    const [address, rest] = [target.replace(/[?#].*$/s, ''), /[?#].*$/s.exec(target)?.[0] ?? '']
    const path = address === '' ? null : localPath(address)
    const place = path === null ? null : posix.join(folder, path)
    return place === null || !known.has(place)
      ? whole
      : `${start}${encodePath(posix.join(section, place))}${rest}`
  }
  return markdown.replace(MARKDOWN_TARGET, moved).replace(HTML_TARGET, moved)
}
