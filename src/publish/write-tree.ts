/**
 * Fills the new tree: what an entry has in the store, and what belongs to the store as a whole.
 */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { entryDocuments, sharedDocuments, withdrawnDocuments, type StoreDocument } from '../documents.ts'
import { formatSums } from '../formats/sums.ts'
import { SIGNATURE_FILE, SUMS_FILE } from '../lib/foreign.ts'
import { linkOrCopy } from '../lib/link.ts'
import { placeFile, type Placement } from '../pack/place.ts'
import { sha256 } from '../lib/hash.ts'
import { asciiHtml } from '../site/ascii-html.ts'
import type { Renderer } from '../site/renderer.ts'
import { sharedPages, type SharedPage } from '../site/shared-pages.ts'
import type { ShownModel } from '../site/store.ts'
import { versionPath } from '../site/versions.ts'
import type { FileDigest, Listing, Site, StoreEntry, WithdrawnEntry } from '../store.ts'
import type { EarlierPages } from './earlier-pages.ts'
import type { NewTree } from './new-tree.ts'
import type { SharedRecord } from './records.ts'
import type { SignedSums, UnsignedSums } from './sign-sums.ts'

/** Writes an entry's archives, pictures, documents and pages; says what it wrote. */
export async function writeEntry(
  tree: NewTree,
  renderer: Renderer,
  page: ShownModel & { site: Site },
  placements: readonly Placement[],
): Promise<FileDigest[]> {
  const html = await renderer.renderModel(page.site, page)
  const versions = await writeVersions(tree, renderer, page)
  return [
    ...placements.filter(isOfTree).map((placement) => putPlacement(tree, placement)),
    ...entryDocuments(page.entry, page.site).flatMap((document) => writeDocument(tree, document)),
    tree.write(`${page.entry.id}/index.html`, html),
    ...versions,
  ]
}

async function writeVersions(
  tree: NewTree,
  renderer: Renderer,
  { site, entry }: { site: Site; entry: StoreEntry },
): Promise<FileDigest[]> {
  const written: FileDigest[] = []
  for (const version of entry.released) {
    const html = await renderer.renderVersion(site, { entry, version })
    written.push(tree.write(`${versionPath(entry.id, version.version)}index.html`, html))
  }
  return written
}

/** Archives of a store that publishes them apart lie in a folder of their own. */
function isOfTree({ isArtifact }: Placement): boolean {
  return isArtifact === undefined
}

/** What the new tree holds of the store as a whole. */
export interface SharedFiles extends Omit<SharedRecord, 'cacheFiles'> {
  /** Those of the files that no earlier build wrote. */
  written: FileDigest[]
}

/** Writes the documents about the whole store, what pages refer to, and the pages about lists that `earlier` ones do not serve for. */
export async function writeShared(
  tree: NewTree,
  renderer: Renderer,
  store: Listing,
  { examples, withdrawn }: { examples: readonly StoreEntry[]; withdrawn: readonly WithdrawnEntry[] },
  placements: readonly Placement[],
  earlier: EarlierPages,
): Promise<SharedFiles> {
  const written = placements.map((placement) => putPlacement(tree, placement))
  const gone = withdrawn.flatMap((model) => withdrawnDocuments(model, store.site))
  const documents = [...sharedDocuments(store), ...gone]
  written.push(...documents.flatMap((document) => writeDocument(tree, document)))
  for (const { path, from, size, sha256 } of renderer.assets) {
    copyFileSync(from, tree.place(path))
    written.push({ path, size, sha256 })
  }
  const kept: FileDigest[] = []
  const pages: SharedRecord['pages'] = {}
  for (const page of sharedPages(store.entries, examples, withdrawn)) {
    const key = sha256(JSON.stringify(page))
    const file = earlier.take(tree, page.path, key)
    if (file === null) written.push(await writeSharedPage(tree, renderer, store.site, page))
    else kept.push(file)
    pages[page.path] = key
  }
  earlier.removeRest(tree)
  return { files: [...written, ...kept], pages, written }
}

async function writeSharedPage(
  tree: NewTree,
  renderer: Renderer,
  site: Site,
  page: SharedPage,
): Promise<FileDigest> {
  const html = await renderer.renderShared(site, page)
  // An early DIGITS reads the home page as bytes and fails on some that are not ASCII; see docs/clients.md.
  return tree.write(page.path, page.request === '' ? asciiHtml(html) : html)
}

/** Writes SHA256SUMS over everything else in the tree, and its signature, which it cannot list. */
export function writeSums(
  tree: NewTree,
  listed: readonly FileDigest[],
  sign: ((sums: UnsignedSums) => SignedSums) | null,
): { files: FileDigest[]; signedUntil: string | null } {
  const sums = tree.write(SUMS_FILE, formatSums(listed))
  const signed = sign?.({ from: join(tree.dir, SUMS_FILE), sha256: sums.sha256 })
  if (!signed) return { files: [sums], signedUntil: null }
  return { files: [sums, tree.write(SIGNATURE_FILE, signed.text)], signedUntil: signed.expires }
}

function putPlacement(tree: NewTree, placement: Placement): FileDigest {
  placeFile(placement, tree.place(placement.to))
  return { path: placement.to, size: placement.size, sha256: placement.sha256 }
}

/** Every document once; its further addresses are hard links. */
function writeDocument(tree: NewTree, { paths: [first, ...others], write }: StoreDocument): FileDigest[] {
  const written = tree.write(first, write())
  for (const other of others) linkOrCopy(join(tree.dir, first), tree.place(other))
  return [written, ...others.map((path) => ({ ...written, path }))]
}
