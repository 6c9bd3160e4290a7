/** The pictures that an entry's pages show, published under `/<id>/media/`: the card's own as they are, and the thumbnails. */
import type { Picture, Thumbnail } from '../store.ts'
import type { Entry, SourceFile } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'
import type { PackOptions } from './options.ts'
import { readPicture, type PictureFault, type ReadPicture } from './pictures.ts'
import type { Placement } from './place.ts'
import { SourceError, sourceOf } from './source.ts'
import { LARGE_WIDTH, makeThumbnails, SMALL_WIDTH } from './thumbnails.ts'
import type { CachedPicture, CachedThumbnails } from './thumbnails.ts'

export interface Media {
  media: Picture[]
  thumbnails: Thumbnail | null
  placements: Placement[]
  problems: Problem[]
}

/** Reads all pictures of an entry; one that is refused is left out, with a problem in its place. */
export async function publishMedia(entry: Entry, options: PackOptions): Promise<Media> {
  const result: Media = { media: [], thumbnails: null, placements: [], problems: [] }
  for (const file of entry.pictures) {
    const read = isThumbnailName(file.from) ? { fault: TAKEN } : await readOrFault(entry, file, options)
    if ('fault' in read) addFault(result, entry, file, read)
    else addPicture(result, entry, file, read, options)
  }
  if (entry.thumbnail === null) return result
  const read = await readOrFault(entry, entry.thumbnail, options)
  const made = 'fault' in read ? read : await makeThumbnails(read, options.cacheDir)
  if ('fault' in made) addFault(result, entry, entry.thumbnail, made)
  else addThumbnails(result, entry, entry.thumbnail, made)
  return result
}

function addPicture(
  result: Media,
  entry: Entry,
  file: SourceFile,
  read: ReadPicture,
  options: PackOptions,
): void {
  const to = mediaPath(entry, file.from)
  result.media.push({ source: file.path, path: to, width: read.width, height: read.height })
  // A card may call the same file by two names.
  if (result.placements.some((placement) => placement.to === to)) return
  const { path: from } = sourceOf(options.zooDir, entry.id, file)
  result.placements.push({ from, to, how: 'copy', size: read.bytes.length, sha256: read.sha256 })
}

function addThumbnails(
  result: Media,
  entry: Entry,
  file: SourceFile,
  { small, large }: CachedThumbnails,
): void {
  const place = (width: number, { path: from, size, sha256, ...sides }: CachedPicture): Picture => {
    const to = mediaPath(entry, thumbnailName(width))
    result.placements.push({ from, to, how: 'link', size, sha256 })
    return { source: file.path, path: to, width: sides.width, height: sides.height }
  }
  result.thumbnails = { small: place(SMALL_WIDTH, small), large: place(LARGE_WIDTH, large) }
}

async function readOrFault(
  entry: Entry,
  file: SourceFile,
  options: PackOptions,
): Promise<ReadPicture | PictureFault> {
  try {
    return await readPicture(sourceOf(options.zooDir, entry.id, file))
  } catch (error) {
    if (error instanceof SourceError) return { fault: error.problem.message }
    throw error
  }
}

function addFault(result: Media, entry: Entry, file: SourceFile, { fault }: PictureFault): void {
  const place = `zoo/${entry.id}/${file.from}`
  // The card may show its own thumbnail: one mistake, one message.
  if (result.problems.some((problem) => problem.file === place)) return
  result.problems.push({ file: place, message: fault, severity: 'error' })
}

function mediaPath(entry: Entry, name: string): string {
  return `${entry.id}/media/${name}`
}

function thumbnailName(width: number): string {
  return `thumbnail-${width}.webp`
}

const TAKEN =
  'The store publishes its own thumbnail under this name. Give the picture another name, in the card too.'

function isThumbnailName(from: string): boolean {
  return [SMALL_WIDTH, LARGE_WIDTH].map(thumbnailName).includes(from.toLowerCase())
}
