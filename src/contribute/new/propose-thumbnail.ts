/** The picture that stands for a model in the catalogue. */
import { nameOfFile } from './clues.ts'
import type { FoundFile } from './survey.ts'

/** Nobody draws a thumbnail of more. */
const MOST_BYTES = 20_000_000
const PICTURE = /\.(png|jpe?g|webp|gif)$/i
const NAMES = [
  /^thumb(nail)?\b/i,
  /(^|[-_ .])preview([-_ .]|$)/i,
  /(^|[-_ .])(example|overview|teaser|screenshot)([-_ .]|$)/i,
]

/** The largest of those with the best name; null: none is named for it. */
export function proposeThumbnail(files: readonly FoundFile[]): FoundFile | null {
  const pictures = files.filter(({ path, size }) => PICTURE.test(path) && size > 0 && size <= MOST_BYTES)
  for (const name of NAMES) {
    const best = largest(pictures.filter(({ path }) => name.test(nameOfFile(path))))
    if (best !== null) return best
  }
  return null
}

/** Null: there is none. */
export function largest(files: readonly FoundFile[]): FoundFile | null {
  return files.reduce<FoundFile | null>(
    (best, file) => (best === null || file.size > best.size ? file : best),
    null,
  )
}

/** `thumbnail.jpg`: the name that the catalogue looks for. */
export function placeOfThumbnail(path: string): string {
  return `thumbnail${PICTURE.exec(path)?.[0].toLowerCase() ?? ''}`
}

export function isPicture(path: string): boolean {
  return PICTURE.test(path)
}
