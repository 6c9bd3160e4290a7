/** What somebody names as the source of an import: a folder, an archive, a single file, or the address of one. */
import { statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { stageArchives } from '../../client/archive/stage.ts'
import { UserError } from '../../lib/user-error.ts'
import { quote } from '../../zoo/problem.ts'
import { fileAddress } from './file-address.ts'
import { MOST_FILES, readSourceTree, type SourceTree } from './source-tree.ts'

/** A single description: its text is read where it lies. */
export interface FileSource {
  kind: 'file' | 'url'
  /** Absolute path, or address. */
  place: string
}

export interface TreeSource {
  kind: 'tree'
  tree: SourceTree
}

export type OpenedSource = (FileSource | TreeSource) & {
  /** Removes what was unpacked. May be called twice. */
  discard: () => void
}

export interface OpenOptions {
  /** Archives are unpacked beside it, on the same disk. */
  zooDir: string
  signal: AbortSignal
  /** Hears of every byte that is unpacked. */
  onBytes?: (count: number) => void
}

const DESCRIPTION = /\.(ini|ya?ml)$/i
const ARCHIVE_ENDING = /\.(zip|tar|tgz|tar\.[a-z0-9]{1,5})$/i

/** @throws UserError where there is nothing that can be read, or an archive is refused; nothing is left then. */
export async function openSource(source: string, options: OpenOptions): Promise<OpenedSource> {
  const discard = () => undefined
  if (/^https?:\/\//i.test(source)) return { kind: 'url', place: toDescription(source), discard }
  const path = resolve(source)
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined)
    throw new UserError(`There is no ${quote(source)}. Name a file, a folder or an address.`)
  if (stats.isDirectory()) return { kind: 'tree', tree: readSourceTree(path), discard }
  if (DESCRIPTION.test(path)) return { kind: 'file', place: path, discard }
  return unpack(path, options)
}

function toDescription(stated: string): string {
  const address = fileAddress(stated)
  if (URL.canParse(address) && DESCRIPTION.test(new URL(address).pathname)) return address
  throw new UserError(
    `${quote(address)} is neither an .ini nor a .yaml. Download an archive first, then import the file: curl -LO ${quote(address)}`,
  )
}

async function unpack(path: string, { zooDir, signal, onBytes }: OpenOptions): Promise<OpenedSource> {
  const label = basename(path)
  const target = join(dirname(zooDir), `${basename(zooDir)}.import`)
  const staged = await stageArchives([{ path, label, expected: null }], target, {
    signal,
    // Told before anything is unpacked.
    limits: { files: MOST_FILES },
    ...(onBytes !== undefined && { onBytes }),
  })
  try {
    const tree = readSourceTree(staged.dir, label.replace(ARCHIVE_ENDING, ''), label)
    return { kind: 'tree', tree, discard: staged.discard }
  } catch (error) {
    staged.discard()
    throw error
  }
}
