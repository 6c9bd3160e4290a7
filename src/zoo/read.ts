/**
 * Reads a zoo: the store's card and every entry, in whichever of the three layouts it lies there.
 */
import { lstat, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { mapLimit } from '../lib/map-limit.ts'
import { UserError } from '../lib/user-error.ts'
import type { Entry } from './entry.ts'
import { decodeText, readFolders, type Folder } from './folder.ts'
import { CARD_BYTES } from './front-matter.ts'
import { readCardLayout, type LayoutResult } from './layouts/card.ts'
import { isDigitsLayout, readDigitsLayout } from './layouts/digits.ts'
import { isNnunetLayout, readNnunetLayout } from './layouts/nnunet.ts'
import { idFault } from './names.ts'
import { quote, type Problem } from './problem.ts'
import { parseStoreCard, type StoreCard } from './store-card.ts'

export interface Zoo {
  card: StoreCard
  /** Sorted by id. */
  entries: Entry[]
  problems: Problem[]
}

/** Few at a time: the work is parsing, and open files are limited. */
const ENTRIES_AT_ONCE = 16

/**
 * Everything under `zooDir`; `label` is what problems call that folder. Mistakes inside come back as problems.
 * @throws UserError if there is no such folder.
 */
export async function readZoo(zooDir: string, label: string): Promise<Zoo> {
  const isFolder = await stat(zooDir).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
  if (!isFolder)
    throw new UserError(`There is no folder ${label}/. Make it and put one folder a model into it.`)
  const { card, problems } = await readStoreCard(zooDir, label)
  const read = await readEntries(readFolders(zooDir, label))
  return { card, entries: read.entries, problems: [...problems, ...read.problems] }
}

/** The entries in some of a zoo's folders, in their order; mistakes inside come back as problems. */
export async function readEntries(folders: readonly Folder[]): Promise<Omit<Zoo, 'card'>> {
  const readable = folders.filter((folder) => !folder.isLink && idFault(folder.id) === null)
  const results = await mapLimit(readable, ENTRIES_AT_ONCE, readEntry)
  return {
    entries: results.flatMap(({ entry }) => entry ?? []),
    problems: [
      ...folders.flatMap(idProblems),
      ...folders.flatMap(({ problems }) => problems),
      ...results.flatMap(({ problems }) => problems),
    ],
  }
}

async function readEntry(folder: Folder): Promise<LayoutResult> {
  if (isNnunetLayout(folder)) return readNnunetLayout(folder)
  if (await isDigitsLayout(folder)) return readDigitsLayout(folder)
  return readCardLayout(folder)
}

function idProblems({ id, label }: Folder): Problem[] {
  const fault = idFault(id)
  return fault === null
    ? []
    : [{ file: label, message: `The folder's name ${quote(id)} ${fault}`, severity: 'error' }]
}

/** `zoo/README.md`, or what stands for it where there is none. */
export async function readStoreCard(
  zooDir: string,
  label: string,
): Promise<ReturnType<typeof parseStoreCard>> {
  const file = `${label}/README.md`
  const path = join(zooDir, 'README.md')
  const stats = await lstat(path).catch(() => null)
  if (!stats?.isFile()) return parseStoreCard('', file)
  const text = stats.size <= CARD_BYTES ? decodeText(await readFile(path)) : null
  if (text !== null) return parseStoreCard(text, file)
  const message = `The file must be UTF-8 text of at most ${CARD_BYTES / 1024} KiB. Save it so.`
  return { ...parseStoreCard('', file), problems: [{ file, message, severity: 'error' }] }
}
