/** Pictures of the model that lie loose among its files, such as screenshots and figures: the card shows them. */
import { picturesOf } from '../../lib/markdown.ts'
import { localPath } from '../../zoo/local-path.ts'
import { nameOfFile } from './clues.ts'
import { isPicture } from './propose-thumbnail.ts'
import type { FoundFile } from './survey.ts'

/** More of them are data. */
const MOST = 6
/** A card with larger ones would be slow to look at. */
const MOST_BYTES = 20_000_000

/** At the top, or in a folder that is named for such. */
const PLACE = /^(?:(?:figures?|figs?|screenshots?|pictures?|media|assets)\/)?[^/]+$/i
/** Words in names of pictures that the model is run on. */
const DATA =
  /(?:^|[^a-z])(?:samples?|inputs?|outputs?|cases?|patients?|tests?|images?|img|slices?|scans?|masks?|labels?|segs?)(?![a-z])|(?<!\d)(?:\d{3}|0\d{2,})(?!\d)/i

/** In the order of names; none where there are many. What the prose shows already is none of them. */
export function loosePictures(files: readonly FoundFile[], prose: string): FoundFile[] {
  const shown = new Set(picturesOf(prose).map(localPath))
  const found = files.filter(
    ({ path, size }) =>
      isPicture(path) && PLACE.test(path) && !DATA.test(nameOfFile(path)) && size > 0 && size <= MOST_BYTES,
  )
  return found.length > MOST ? [] : found.filter(({ path }) => !shown.has(path))
}

/** The card's text, and below it the pictures. */
export function withPictures(prose: string, paths: readonly string[]): string {
  if (paths.length === 0) return prose
  const pictures = paths.map((path) => `![${altOf(path)}](${addressOf(path)})`)
  return [prose.trimEnd(), '## Pictures', ...pictures].join('\n\n')
}

function altOf(path: string): string {
  const stem = nameOfFile(path).replace(/\.[^.]*$/, '')
  return stem.replaceAll(/[-_[\]\\`*<>!]+/g, ' ').trim()
}

function addressOf(path: string): string {
  return encodeURI(path).replaceAll('(', '%28').replaceAll(')', '%29')
}
