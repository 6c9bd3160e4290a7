/** The pictures that an entry's pages show, published under `/<id>/media/`: the card's own as they are, and the thumbnails. */
import { PREVIEW_SIZE, type Picture, type Thumbnail } from '../store.ts'
import type { Entry, SourceFile } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'
import type { PackOptions } from './options.ts'
import type { Cached } from './cache.ts'
import { isOwnPicture, PREVIEW_NAME, thumbnailName } from './own-pictures.ts'
import { makeModelPreview } from './preview/preview.ts'
import { readPicture, type PictureFault, type ReadPicture } from './pictures.ts'
import type { Placement } from './place.ts'
import { SourceError, sourceOf, type Source, type SourceZoo } from './source.ts'
import { LARGE_WIDTH, makeThumbnails, SMALL_WIDTH } from './thumbnails.ts'
import type { CachedPicture, CachedThumbnails } from './thumbnails.ts'

export interface Media {
  media: Picture[]
  thumbnails: Thumbnail | null
  preview: Picture | null
  placements: Placement[]
  problems: Problem[]
}

function nothing(): Media {
  return { media: [], thumbnails: null, preview: null, placements: [], problems: [] }
}

/** Reads all pictures of an entry; one that is refused is left out, with a problem in its place. */
export async function publishMedia(entry: Entry, options: PackOptions): Promise<Media> {
  const result = nothing()
  for (const file of entry.pictures) {
    const source = sourceOf(options, entry.id, file)
    const read = await readOwnPicture(source)
    if ('fault' in read) addFault(result, source, read)
    else addPicture(result, entry, source, read)
  }
  if (entry.thumbnail === null) return result
  const source = sourceOf(options, entry.id, entry.thumbnail)
  const read = await readOrFault(source)
  const made = 'fault' in read ? read : await makeThumbnails(read, options)
  if ('fault' in made) addFault(result, source, made)
  else {
    addThumbnails(result, entry, source, made)
    addPreview(result, entry, source, await makeModelPreview(entry, made.large, options))
  }
  return result
}

/** What `publishMedia` would refuse by its header, found without publishing: for those who only check. */
export async function checkMedia(entry: Entry, zoo: SourceZoo): Promise<Problem[]> {
  const result = nothing()
  const check = async (file: SourceFile, readFile: typeof readOrFault) => {
    const source = sourceOf(zoo, entry.id, file)
    const read = await readFile(source)
    if ('fault' in read) addFault(result, source, read)
  }
  for (const file of entry.pictures) await check(file, readOwnPicture)
  if (entry.thumbnail !== null) await check(entry.thumbnail, readOrFault)
  return result.problems
}

/** A picture of the card, which keeps its name where it is published. */
async function readOwnPicture(source: Source): Promise<ReadPicture | PictureFault> {
  return isOwnPicture(source.file.from) ? { fault: TAKEN } : readOrFault(source)
}

async function readOrFault(source: Source): Promise<ReadPicture | PictureFault> {
  try {
    return await readPicture(source)
  } catch (error) {
    if (error instanceof SourceError) return { fault: error.problem.message }
    throw error
  }
}

function addPicture(result: Media, entry: Entry, { file, path: from }: Source, read: ReadPicture): void {
  const to = mediaPath(entry, file.from)
  result.media.push({ source: file.path, path: to, width: read.width, height: read.height })
  // A card may call the same file by two names.
  if (result.placements.some((placement) => placement.to === to)) return
  result.placements.push({ from, to, how: 'copy', size: read.bytes.length, sha256: read.sha256 })
}

function addThumbnails(result: Media, entry: Entry, { file }: Source, made: CachedThumbnails): void {
  const add = (widest: number, { path: from, size, sha256, width, height }: CachedPicture): Picture => {
    const to = mediaPath(entry, thumbnailName(widest))
    result.placements.push({ from, to, how: 'link', size, sha256 })
    return { source: file.path, path: to, width, height }
  }
  result.thumbnails = { small: add(SMALL_WIDTH, made.small), large: add(LARGE_WIDTH, made.large) }
}

function addPreview(
  result: Media,
  entry: Entry,
  { file }: Source,
  { path: from, size, sha256 }: Cached,
): void {
  const to = mediaPath(entry, PREVIEW_NAME)
  result.placements.push({ from, to, how: 'link', size, sha256 })
  result.preview = { source: file.path, path: to, ...PREVIEW_SIZE }
}

function addFault(result: Media, { place }: Source, { fault }: PictureFault): void {
  // The card may show its own thumbnail: one mistake, one message.
  if (result.problems.some((problem) => problem.file === place)) return
  result.problems.push({ file: place, message: fault, severity: 'error' })
}

function mediaPath(entry: Entry, name: string): string {
  return `${entry.id}/media/${name}`
}

const TAKEN =
  'The store publishes a picture of its own under this name. Give the picture another name, in the card too.'
