/** Reads and checks some entries of a zoo without reading the others: of those, names are enough. */
import { readdirSync } from 'node:fs'
import { checkEach, checkTogether } from '../../check/check-entries.ts'
import type { Named } from '../../check/check.ts'
import { nearestName } from '../../lib/nearest-name.ts'
import { UserError } from '../../lib/user-error.ts'
import type { Workplace } from '../../prepare.ts'
import { readFolders, type Folder } from '../../zoo/folder.ts'
import { isNnunetLayout } from '../../zoo/layouts/nnunet.ts'
import { applyOwnerChecks } from '../../zoo/owner-checks.ts'
import { readOwnImports } from '../../zoo/own-imports.ts'
import { quote, sortProblems, type Problem } from '../../zoo/problem.ts'
import { readEntries, readStoreCard, type Zoo } from '../../zoo/read.ts'

type Place = Pick<Workplace, 'zooDir' | 'label' | 'allowHardLinks'>

/** The folders of these ids, sorted. @throws UserError where one of them is none, with the name that is nearest. */
export function foldersOf(ids: readonly string[], { zooDir, label, allowHardLinks }: Place): Folder[] {
  const names = namesIn(zooDir, label)
  const wanted = new Set(ids.map((typed) => toId(typed, label)))
  const unknown = [...wanted].filter((id) => !names.has(id))
  if (unknown.length > 0) throw new UserError(unknown.map((id) => unknownId(id, names, label)).join('\n'))
  return readFolders(zooDir, label, { allowHardLinks }, (id) => wanted.has(id))
}

/** What is wrong with these entries, alone and beside the others. The store's own card is not judged. */
export async function readSome(folders: readonly Folder[], place: Place): Promise<Zoo> {
  const { zooDir, label } = place
  const { card } = await readStoreCard(zooDir, label)
  const own = readOwnImports(zooDir, label)
  const read = await readEntries(folders)
  const context = { zooDir, label, contact: card.contact, ownImports: own.imports }
  const checked = await checkEach(read.entries, context)
  const problems = [...read.problems, ...checked.problems, ...together(folders, read.entries, place)]
  return { card, entries: checked.entries, problems: sortProblems(applyOwnerChecks(problems, card.checks)) }
}

/** As shells complete it: `zoo/liver/`. */
function toId(typed: string, label: string): string {
  const bare = typed.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '')
  return bare.startsWith(`${label}/`) ? bare.slice(label.length + 1) : bare
}

function namesIn(zooDir: string, label: string): Set<string> {
  try {
    const items = readdirSync(zooDir, { withFileTypes: true })
    return new Set(items.filter((item) => !item.isFile() && item.name !== '.git').map(({ name }) => name))
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    throw new UserError(`There is no folder ${label}/. Make it and put one folder a model into it.`)
  }
}

function unknownId(id: string, names: ReadonlySet<string>, label: string): string {
  const nearest = nearestName(id, names)
  const advice =
    nearest === null ? `Give the name of a folder in ${label}/.` : `Did you mean ${quote(nearest)}?`
  return `There is no entry ${quote(id)}. ${advice}`
}

/** The others come first, so that what two of them share is said of the one that was asked for. */
function together(folders: readonly Folder[], entries: readonly Named[], place: Place): Problem[] {
  const { zooDir, label, allowHardLinks } = place
  const ids = new Set(folders.map(({ id }) => id))
  const others = [...namesIn(zooDir, label)].filter((id) => !ids.has(id)).sort()
  const numbers = new Set([...ids].map(dataSetNumber))
  // The layout of another entry counts only where it has the same number, and shows in the names of its files.
  const isAlike = (id: string) => !ids.has(id) && dataSetNumber(id) !== null && numbers.has(dataSetNumber(id))
  const alike = others.some(isAlike) ? readFolders(zooDir, label, { allowHardLinks }, isAlike) : []
  const nnunet = new Set(alike.filter(isNnunetLayout).map(({ id }) => id))
  const named: Named[] = others.map((id) => ({ id, nnunet: nnunet.has(id) ? {} : null }))
  const files = new Set(folders.map((folder) => folder.label))
  return checkTogether([...named, ...entries], { label }).filter(({ file }) => files.has(file))
}

function dataSetNumber(id: string): string | null {
  return /^Dataset(\d{3})_/.exec(id)?.[1] ?? null
}
