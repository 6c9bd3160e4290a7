/**
 * The card of a folder, and the files that only serve its page.
 */
import type { SourceFile } from './entry.ts'
import { parseCard, type Card } from './card.ts'
import { CARD_BYTES } from './front-matter.ts'
import { findFile, readText, toSource, type Folder, type FolderFile } from './folder.ts'
import { picturesOf } from '../lib/markdown.ts'
import { localPath } from './local-path.ts'
import { quote, type Problem } from './problem.ts'

const THUMBNAIL = /^thumbnail\.(png|jpe?g|webp|gif)$/i
const PICTURE = /\.(png|jpe?g|webp|gif)$/i
const PAGE_FILE = /^(readme\.md|licen[cs]e(\.(md|txt))?|citation\.cff|training_log\.csv)$/i

export interface CardFile {
  card: Card
  /** What problems call the card. */
  file: string
  thumbnail: SourceFile | null
  pictures: SourceFile[]
}

/** The folder's card; without a README.md an empty one, whose every field has its default. */
export async function readCardFile(folder: Folder): Promise<CardFile> {
  const file = `${folder.label}/README.md`
  const read = findFile(folder, 'README.md')
    ? await readText(folder, 'README.md', CARD_BYTES)
    : { text: '', problem: undefined }
  const card = parseCard(read.text ?? '', file)
  if (read.problem) card.problems = [read.problem]
  const thumbnail = findThumbnail(folder, card, file)
  return { card, file, thumbnail, pictures: findPictures(folder, card) }
}

/** True for files of the entry's root that serve its page and belong to no download. */
export function servesPage(file: FolderFile, { thumbnail, pictures }: CardFile): boolean {
  if (file.path.includes('/')) return false
  return (
    PAGE_FILE.test(file.path) ||
    THUMBNAIL.test(file.path) ||
    thumbnail?.from === file.path ||
    pictures.some((picture) => picture.from === file.path)
  )
}

function findThumbnail(folder: Folder, card: Card, file: string): SourceFile | null {
  const stated = card.fields.thumbnail
  const byName = folder.files.find((candidate) => THUMBNAIL.test(candidate.path))
  if (stated === null) return byName ? toSource(byName) : null
  const found = findFile(folder, stated.replace(/^\.\//, ''))
  if (found) return toSource(found)
  card.problems.push(thumbnailProblem(stated, file, card.lineOf(['thumbnail'])))
  return byName ? toSource(byName) : null
}

/** An address elsewhere is common on the Hub; the store loads nothing from other hosts, so it only goes without. */
function thumbnailProblem(stated: string, file: string, line: number): Problem {
  return /^(https?:)?\/\//.test(stated)
    ? {
        file,
        line,
        message: 'thumbnail: a picture on another host is not shown. Put thumbnail.png into the folder.',
        severity: 'warning',
      }
    : { file, line, message: `thumbnail: there is no file ${quote(stated)} in this folder.`, severity: 'error' }
}

/** Local pictures of the card that exist; anything else is left to the page, which shows the alternative text. */
function findPictures(folder: Folder, card: Card): SourceFile[] {
  const pictures = new Map<string, SourceFile>()
  for (const source of picturesOf(card.body)) {
    const path = localPath(source)
    const file = path === null || !PICTURE.test(path) ? undefined : findFile(folder, path)
    if (file) pictures.set(file.path, toSource(file))
  }
  return [...pictures.values()].sort((a, b) => (a.path < b.path ? -1 : 1))
}
