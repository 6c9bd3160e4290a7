/**
 * Reads a zoo: the store's card and every entry, in whichever of the three layouts it lies there.
 *
 * Files are read synchronously: they are small, and measured, opening and reading each by promises costs ten times as much.
 */
import { lstatSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../lib/user-error.ts'
import type { Entry } from './entry.ts'
import { readFolders, readUtf8, type Folder, type FolderRules } from './folder.ts'
import { CARD_BYTES } from './front-matter.ts'
import { readCardLayout, type LayoutResult } from './layouts/card.ts'
import { isDigitsLayout, readDigitsLayout } from './layouts/digits.ts'
import { isNnunetLayout, readNnunetLayout } from './layouts/nnunet.ts'
import { mapInTurns } from './map-in-turns.ts'
import { idFault } from './names.ts'
import { quote, type Problem } from './problem.ts'
import type { ReadStoreCard, StoreCard } from './store-card.ts'

export interface Zoo {
  card: StoreCard
  /** Sorted by id. */
  entries: Entry[]
  problems: Problem[]
}

/** What one folder holds; the problems are about it alone. */
export type EntryResult = LayoutResult

/**
 * Everything under `zooDir`; `label` is what problems call that folder. Mistakes inside come back as problems.
 * @throws UserError if there is no such folder.
 */
export async function readZoo(zooDir: string, label: string, rules: FolderRules = {}): Promise<Zoo> {
  if (!statSync(zooDir, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`There is no folder ${label}/. Make it and put one folder a model into it.`)
  const { card, problems } = await readStoreCard(zooDir, label)
  const read = await readEntries(readFolders(zooDir, label, rules))
  return { card, entries: read.entries, problems: [...problems, ...read.problems] }
}

/** The entries in some of a zoo's folders, in their order; mistakes inside come back as problems. */
export async function readEntries(folders: readonly Folder[]): Promise<Omit<Zoo, 'card'>> {
  const results = await mapInTurns(folders, readEntry)
  return {
    entries: results.flatMap(({ entry }) => entry ?? []),
    problems: results.flatMap(({ problems }) => problems),
  }
}

/** The entry in one folder: null where there is none that may be published. */
export function readEntry(folder: Folder): EntryResult {
  const own = [...idProblems(folder), ...folder.problems]
  if (folder.isLink || idFault(folder.id) !== null) return { entry: null, problems: own }
  const { entry, problems } = readLayout(folder)
  return { entry, problems: [...own, ...problems] }
}

function readLayout(folder: Folder): LayoutResult {
  if (isNnunetLayout(folder)) return readNnunetLayout(folder)
  if (isDigitsLayout(folder)) return readDigitsLayout(folder)
  return readCardLayout(folder)
}

function idProblems({ id, label }: Folder): Problem[] {
  const fault = idFault(id)
  return fault === null
    ? []
    : [{ file: label, message: `The folder's name ${quote(id)} ${fault}`, severity: 'error' }]
}

/** `zoo/README.md`, or what stands for it where there is none. */
export async function readStoreCard(zooDir: string, label: string): Promise<ReadStoreCard> {
  const { parseStoreCard } = await import('./store-card.ts')
  const file = `${label}/README.md`
  const path = join(zooDir, 'README.md')
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (!stats?.isFile()) return parseStoreCard('', file)
  const text = stats.size <= CARD_BYTES ? readUtf8(path) : null
  if (text !== null) return parseStoreCard(text, file)
  const message = `The file must be UTF-8 text of at most ${CARD_BYTES / 1024} KiB. Save it so.`
  return { ...parseStoreCard('', file), problems: [{ file, message, severity: 'error' }] }
}
