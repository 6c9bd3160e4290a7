/**
 * Where each file goes in the new entry: into the section that it belongs to, beside the card, or nowhere.
 */
import { picturesOf } from '../../lib/markdown.ts'
import { localPath } from '../../zoo/local-path.ts'
import { nameKey } from '../../zoo/name-key.ts'
import { pathFault } from '../../zoo/names.ts'
import { quote } from '../../zoo/problem.ts'
import type { DraftFile } from '../draft.ts'
import { nameOfFile } from './clues.ts'
import { placesInSections } from './place-in-section.ts'
import type { ProposedLayout } from './propose-layout.ts'
import { LICENSE_FILE, placeOfLicense } from './propose-license.ts'
import { isPicture, placeOfThumbnail } from './propose-thumbnail.ts'
import { safePath } from './safe-path.ts'
import type { FoundFile, Refusal } from './survey.ts'

/** A file of the new entry that is copied. */
export type PlacedFile = DraftFile & { from: string; size: number }

export interface Arranged {
  /** Sorted by path. */
  files: PlacedFile[]
  refused: Refusal[]
  /** Files that have no place in an entry of this layout. */
  leftOut: string[]
  /** Files whose copies have another name than they: `Köpfe.pt → Kopfe.pt`. */
  renamed: string[]
}

/** What is known of files beside their names. */
export interface ArrangeOptions extends Pick<ProposedLayout, 'layout' | 'root' | 'prefix'> {
  thumbnail: FoundFile | null
  /** The card's prose: pictures that it shows keep their places. */
  prose: string
  /** Further ones that it is going to show. */
  pictures: readonly string[]
  /** Paths of files that were found to be weights, whatever they are called. */
  weights: ReadonlySet<string>
}

export function arrange(files: readonly FoundFile[], options: ArrangeOptions): Arranged {
  const placed: PlacedFile[] = []
  const leftOut: string[] = []
  const renamed: string[] = []
  const place = options.layout === 'card' ? cardPlaces(files, options) : ownPlaces(options)
  for (const file of files) {
    const path = place(file)
    if (path === null) leftOut.push(file.path)
    else if (path !== USED) {
      const name = options.layout === 'card' ? nameInCard(path) : path
      placed.push({ path: name, from: file.from, size: file.size })
      if (name !== path) renamed.push(`${nameOfFile(path)} → ${nameOfFile(name)}`)
    }
  }
  const { thumbnail } = options
  if (thumbnail !== null)
    placed.push({ path: placeOfThumbnail(thumbnail.path), from: thumbnail.from, size: thumbnail.size })
  placed.sort((a, b) => (a.path < b.path ? -1 : 1))
  return { files: placed, refused: refusals(placed), leftOut, renamed }
}

/** Code is found by its name, and pictures of the card are. */
function nameInCard(path: string): string {
  return /^(weights|data)\//.test(path) ? safePath(path) : path
}

/** Null: there is no place for it. */
type Place = (file: FoundFile) => string | null

/** Its content goes into the card, or it is placed by another name. */
const USED = ''

/** Other forms of it are no cards. */
export const README = /^readme(\.(md|markdown))?$/i
const CITATION = /^citation\.cff$/i
const TRAINING_LOG = /^training_log\.csv$/i

/** DIGITS and nnU-Net read their folders as they are. */
function ownPlaces({ layout, root, prefix, thumbnail }: ArrangeOptions): Place {
  return (file) => {
    if (file === thumbnail) return USED
    if (!file.path.startsWith(root)) return null
    const path = prefix + file.path.slice(root.length)
    if (README.test(path)) return USED
    if (layout === 'digits') return path
    const isTraining = /^[^/]+__[^/]+__[^/]+\//.test(path)
    return isTraining || CITATION.test(path) || /^licen[cs]e(\.(md|txt))?$/i.test(path) ? path : null
  }
}

/** Sections that NiftyNet has a place for. */
const SECTIONS = new Set(['weights', 'data', 'code', 'network_inference_config', 'download'])

function cardPlaces(files: readonly FoundFile[], options: ArrangeOptions): Place {
  const placeBeside = besideTheCard(files, options)
  const isFree = ({ path }: FoundFile) => !SECTIONS.has(path.split('/')[0]!)
  const free = files.filter((file) => isFree(file) && placeBeside(file) === null).map(({ path }) => path)
  const toSection = placesInSections(free, options.weights)
  return (file) => placeBeside(file) ?? (isFree(file) ? toSection(file.path) : file.path)
}

/** Places of files that serve the page; null for all others. */
function besideTheCard(files: readonly FoundFile[], { prose, pictures, thumbnail }: ArrangeOptions): Place {
  const shown = new Set([...picturesOf(prose).map(localPath), ...pictures])
  const license = files.find(({ path }) => LICENSE_FILE.test(path))
  return (file) => {
    const { path } = file
    if (README.test(path) || (file === thumbnail && !path.includes('/'))) return USED
    if (file === license) return placeOfLicense(path)
    const servesPage = CITATION.test(path) || TRAINING_LOG.test(path) || (shown.has(path) && isPicture(path))
    return servesPage ? path : null
  }
}

function refusals(files: readonly PlacedFile[]): Refusal[] {
  const seen = new Map<string, string>()
  return files.flatMap(({ path, from }): Refusal[] => {
    const fault = pathFault(path)
    if (fault !== null) return [{ path, from, message: `This ${fault}` }]
    const first = seen.get(nameKey(path))
    seen.set(nameKey(path), first ?? path)
    if (first === undefined) return []
    const message = `${quote(first)} would have the same name where case does not count. Rename one of the two.`
    return [{ path, from, message }]
  })
}

/** Files of an entry by what they are for: bytes and count of each section, in the order of names. */
export function sectionsOf(files: readonly PlacedFile[]): { name: string; count: number; size: number }[] {
  const sections = new Map<string, { name: string; count: number; size: number }>()
  for (const { path, size } of files) {
    const slash = path.indexOf('/')
    if (slash === -1) continue
    const name = path.slice(0, slash)
    const section = sections.get(name) ?? { name, count: 0, size: 0 }
    sections.set(name, { name, count: section.count + 1, size: section.size + size })
  }
  return [...sections.values()]
}
