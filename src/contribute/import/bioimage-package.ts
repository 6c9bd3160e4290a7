/** The files of a BioImage.IO model: which come along, which stay where they are hosted. */
import { join } from 'node:path'
import { withRegularFile } from '../../lib/files.ts'
import { hashOpenFile } from '../../lib/hash.ts'
import { webAddress } from '../../zoo/fields.ts'
import { quote } from '../../zoo/problem.ts'
import type { DraftFile } from '../draft.ts'
import { localReference, namedFiles, sourceOf, statedSum, statedSums } from './bioimage-files.ts'
import { fileAddress } from './file-address.ts'
import { list, record, type Loose } from './loose-values.ts'
import { some, type SourceTree } from './source-tree.ts'

const PICTURE = /\.(png|jpe?g|webp|gif)$/i

/** A description, and where its files are. */
export interface Description {
  rdf: Loose
  /** Absolute path or address. */
  place: string
  /** The description's own name and its files; empty where it came over the network. */
  tree: SourceTree
}

/** The package is `weights` where it holds some. */
export function sectionOf(rdf: Loose, tree: SourceTree): string {
  const isLocal = Object.values(record(rdf['weights'])).some(
    (entry) => localFile(sourceOf(entry), tree) !== null,
  )
  return isLocal ? 'weights' : 'package'
}

/** Null: it is not here. */
export function localFile(source: string | null, tree: SourceTree): string | null {
  const path = source === null ? null : localReference(source)
  return path !== null && tree.files.some((file) => file.path === path) ? path : null
}

/** Weights that are hosted, and where the package goes. */
export function downloadsOf({ rdf, place, tree }: Description, notes: string[]): object {
  const hosted = Object.entries(record(rdf['weights'])).flatMap(([format, entry]) => {
    const source = sourceOf(entry)
    if (source === null || localFile(source, tree) !== null) return []
    const url = addressOf(source, place)
    if (url === null || !/^[A-Za-z0-9][\w.-]{0,99}$/.test(format)) {
      notes.push(`The weights ${quote(format)} were not carried over: ${quote(source)} is not here.`)
      return []
    }
    const stated = statedSum(entry)
    return [[format, { url, ...(stated !== null && { sha256: stated }), destination: 'models' }] as const]
  })
  const own = sectionOf(rdf, tree)
  return {
    ...(own === 'package' && tree.files.length > 0 && { package: { destination: 'models' } }),
    ...Object.fromEntries(hosted),
  }
}

/** What is relative to a description on the network lies there, too. */
function addressOf(source: string, place: string): string | null {
  const base = /^https?:/i.test(place) ? place : undefined
  if (!URL.canParse(source, base)) return null
  const address = webAddress.safeParse(fileAddress(new URL(source, base).href))
  return address.success ? address.data : null
}

/** The package as it is, and a thumbnail. */
export function filesOf(rdf: Loose, tree: SourceTree, notes: string[]): DraftFile[] {
  const section = sectionOf(rdf, tree)
  const files = tree.files.filter(({ path }) => path !== '.gitattributes')
  const absent = namedFiles(rdf).filter((path) => localFile(path, tree) === null)
  if (tree.files.length > 0 && absent.length > 0)
    notes.push(`The description names files that are not here: ${some(absent)}.`)
  const others = otherFiles(rdf, tree)
  if (others.length > 0)
    notes.push(
      `${some(others)}: the SHA-256 is another than the description states, so this is not what its authors described. Fetch it again, or ask them.`,
    )
  return [
    ...thumbnail(rdf, tree, notes),
    ...files.map(({ path }) => ({ path: `${section}/${path}`, from: join(tree.dir, path) })),
  ]
}

/** Those whose bytes are not the ones that the description states. */
function otherFiles(rdf: Loose, tree: SourceTree): string[] {
  return [...statedSums(rdf)]
    .filter(([path]) => localFile(path, tree) !== null)
    .filter(([path, sum]) => withRegularFile(join(tree.dir, path), hashOpenFile)?.sha256 !== sum)
    .map(([path]) => path)
}

function thumbnail(rdf: Loose, tree: SourceTree, notes: string[]): DraftFile[] {
  const covers = list(rdf['covers']).map(sourceOf)
  const path = covers
    .map((cover) => localFile(cover, tree))
    .find((cover) => cover !== null && PICTURE.test(cover))
  if (path !== undefined && path !== null)
    return [{ path: `thumbnail${/\.[a-z]+$/i.exec(path)![0].toLowerCase()}`, from: join(tree.dir, path) }]
  if (covers.length > 0)
    notes.push(
      'None of the covers is a PNG, JPEG, WebP or GIF that lies here. Put thumbnail.png into the folder.',
    )
  return []
}
