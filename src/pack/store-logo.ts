/** The owner's logo, published at `/media/logo-<start of its hash>.<ending>`, so that no browser shows an old one. */
import { lstatSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { Picture } from '../store.ts'
import type { Problem } from '../zoo/problem.ts'
import { pictureType } from './picture-type.ts'
import { readPicture, type PictureFault, type ReadPicture } from './pictures.ts'
import type { Placement } from './place.ts'
import { SourceError, type Source, type SourceZoo } from './source.ts'

/** Bytes: it stands on every page. */
const LARGEST = 512 * 1024

export interface StoreLogo {
  /** Null: none is named, or it is refused. */
  logo: Picture | null
  placements: Placement[]
  problems: Problem[]
}

/** `name` is that of a file in the zoo's own folder, as the store's card states it; null: it states none. */
export async function publishLogo(name: string | null, zoo: SourceZoo): Promise<StoreLogo> {
  if (name === null) return { logo: null, placements: [], problems: [] }
  const source = logoSource(name, zoo)
  const read = await readLogo(source)
  if ('fault' in read) {
    const problem: Problem = { file: source.place, message: read.fault, severity: 'error' }
    return { logo: null, placements: [], problems: [problem] }
  }
  const { bytes, sha256, width, height } = read
  const to = `media/logo-${sha256.slice(0, 8)}${extname(name).toLowerCase()}`
  const placement: Placement = { from: source.path, to, how: 'copy', size: bytes.length, sha256 }
  return { logo: { source: name, path: to, width, height }, placements: [placement], problems: [] }
}

function logoSource(name: string, { zooDir, label }: SourceZoo): Source {
  const path = join(zooDir, name)
  const stats = lstatSync(path, { throwIfNoEntry: false })
  const size = stats?.isFile() ? stats.size : -1
  return { file: { path: name, from: name, size }, path, place: `${label}/${name}` }
}

async function readLogo(source: Source): Promise<ReadPicture | PictureFault> {
  const { size } = source.file
  if (size < 0)
    return { fault: 'The store\'s card names this file as "logo", and there is none. Put the picture there.' }
  if (size > LARGEST)
    return {
      fault: `The logo has more than ${LARGEST / 1024} KiB and stands on every page. Make it smaller.`,
    }
  try {
    const read = await readPicture(source)
    return 'fault' in read || pictureType(read.bytes) !== 'GIF' ? read : { fault: MOVING }
  } catch (error) {
    if (error instanceof SourceError) return { fault: error.problem.message }
    throw error
  }
}

const MOVING = 'A logo must stand still: save it as PNG, JPEG or WebP.'
