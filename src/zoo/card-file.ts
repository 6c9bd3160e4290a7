/**
 * The card of a folder, and the files that only serve its page.
 */
import type { CitationFile, SourceFile } from './entry.ts'
import { parseCard, type Card } from './card.ts'
import { isCitationFile, readCitationFile } from './citation-file.ts'
import { CARD_BYTES } from './front-matter.ts'
import { findFile, readText, toSource, type Folder, type FolderFile } from './folder.ts'
import { picturesOf } from '../lib/markdown.ts'
import { localPath } from './local-path.ts'
import { nameKey } from './name-key.ts'
import { problemAtPlace, type Place } from './place.ts'
import { quote, type Problem } from './problem.ts'

const THUMBNAIL = /^thumbnail\.(png|jpe?g|webp|gif)$/i
const PICTURE = /\.(png|jpe?g|webp|gif)$/i
const OTHER_PICTURE = /\.(svg|bmp|tiff?|avif|heic|ico)$/i
const TRAINING_LOG = /^training_log\.csv$/i
const PAGE_FILE = /^(readme\.md|licen[cs]e(\.(md|txt))?|training_log\.csv)$/i

export interface CardFile {
  card: Card
  /** What problems call the card. */
  file: string
  thumbnail: SourceFile | null
  trainingLog: SourceFile | null
  pictures: SourceFile[]
  citationFile: CitationFile | null
  /** Pictures of kinds that are not published, such as SVG, which can run scripts. */
  unshown: FolderFile[]
}

/** The folder's card; without a README.md an empty one, whose every field has its default. */
export function readCardFile(folder: Folder): CardFile {
  const file = `${folder.label}/README.md`
  const read = findFile(folder, 'README.md')
    ? readText(folder, 'README.md', CARD_BYTES)
    : { text: '', problem: undefined }
  const card = parseCard(read.text ?? '', file, folder.isClone)
  if (read.problem) card.problems = [read.problem]
  const thumbnail = findThumbnail(folder, card, file)
  const shown = filesShown(folder, card)
  const unshown = shown.filter(({ path }) => OTHER_PICTURE.test(path))
  card.problems.push(...unshown.map(({ path }) => unshownProblem(`${folder.label}/${path}`)))
  const pictures = shown.filter(({ path }) => PICTURE.test(path)).map((picture) => toSource(picture))
  const citation = readCitationFile(folder)
  card.problems.push(...citation.problems)
  const log = folder.files.find(({ path }) => TRAINING_LOG.test(path))
  return {
    card,
    file,
    thumbnail,
    trainingLog: log ? toSource(log) : null,
    pictures,
    citationFile: citation.file,
    unshown,
  }
}

/** True for files of the entry's root that serve its page and belong to no download. */
export function servesPage(file: FolderFile, cardFile: CardFile): boolean {
  if (file.path.includes('/')) return false
  return (
    PAGE_FILE.test(file.path) ||
    isCitationFile(file.path) ||
    THUMBNAIL.test(file.path) ||
    cardFile.thumbnail?.from === file.path ||
    isShown(file.path, cardFile)
  )
}

/** True for the file with the licence's own text, in the entry's root. */
export function isLicenseFile(path: string): boolean {
  return /^licen[cs]e(\.(md|txt))?$/i.test(path)
}

/** True for a picture that the card names, whether a page can show it or not. */
export function isShown(path: string, { pictures, unshown }: CardFile): boolean {
  return pictures.some(({ from }) => from === path) || unshown.some((file) => file.path === path)
}

function findThumbnail(folder: Folder, card: Card, file: string): SourceFile | null {
  const stated = card.fields.thumbnail
  const byName = folder.files.find((candidate) => THUMBNAIL.test(candidate.path))
  if (stated === null) return byName ? toSource(byName) : null
  const found = findFile(folder, stated.replace(/^\.\//, ''))
  if (found) return toSource(found)
  card.problems.push(thumbnailProblem(stated, file, card.placeOf(['thumbnail']), folder))
  return byName ? toSource(byName) : null
}

/** An address elsewhere is common on the Hub; the store loads nothing from other hosts, so it only goes without. */
function thumbnailProblem(stated: string, file: string, place: Place, { files }: Folder): Problem {
  if (/^(https?:)?\/\//.test(stated)) {
    const message = 'thumbnail: a picture on another host is not shown. Put thumbnail.png into the folder.'
    return problemAtPlace(file, place, message, { severity: 'warning' })
  }
  const wanted = nameKey(stated.replace(/^\.\//, ''))
  const alike = files.filter(({ path }) => nameKey(path) === wanted)
  const message = `thumbnail: there is no file ${quote(stated)} in this folder.`
  return problemAtPlace(file, place, message, { replacement: alike.length === 1 ? alike[0]!.path : null })
}

function unshownProblem(file: string): Problem {
  const message = 'A picture of this kind is not shown. Save it as PNG, JPEG, WebP or GIF.'
  return { file, message, severity: 'warning' }
}

/** Local pictures of the card that exist, and a thumbnail of another kind; of anything else the page shows the text. */
function filesShown(folder: Folder, card: Card): FolderFile[] {
  const named = new Set(picturesOf(card.body).map(localPath))
  return folder.files.filter(
    ({ path }) =>
      (named.has(path) && PICTURE.test(path)) ||
      ((named.has(path) || /^thumbnail\./i.test(path)) && OTHER_PICTURE.test(path)),
  )
}
