/** Checks some entries of a zoo without reading the others: of those, names are enough. */
import { readdirSync } from 'node:fs'
import { checkEach, checkTogether } from '../../check/check-entries.ts'
import type { Named } from '../../check/check.ts'
import { hostOf } from '../../check/host-limits.ts'
import { mapLimit } from '../../lib/map-limit.ts'
import { nearestName } from '../../lib/nearest-name.ts'
import { UserError } from '../../lib/user-error.ts'
import { checkMedia } from '../../pack/media.ts'
import type { Workplace } from '../../prepare.ts'
import { checkLocks } from '../../release/check-locks.ts'
import { lookAtLocks } from '../../release/lock-folder.ts'
import { Locks } from '../../release/locks.ts'
import { readFolders, type Folder } from '../../zoo/folder.ts'
import { isNnunetLayout } from '../../zoo/layouts/nnunet.ts'
import { applyOwnerChecks } from '../../zoo/owner-checks.ts'
import { readOwnImports } from '../../zoo/own-imports.ts'
import { quote, sortProblems, type Problem } from '../../zoo/problem.ts'
import { readEntries, readStoreCard, type Zoo } from '../../zoo/read.ts'

/** Where the entries lie; the address counts only for what the store's host refuses. */
export type Place = Pick<Workplace, 'zooDir' | 'label' | 'allowHardLinks'> &
  Partial<Pick<Workplace, 'storeUrl'>>

/**
 * What is wrong with these entries, alone and beside the others, pictures and locks included: what `npm run check` would say of them. The
 * store's own card is not judged.
 * @throws UserError where one of them is not there, with the name that is nearest.
 */
export async function checkSome(
  ids: readonly string[],
  place: Place,
  locks = new Locks(lookAtLocks(place.zooDir, place.label)),
): Promise<Zoo> {
  const { zooDir, label } = place
  const folders = foldersOf(ids, place)
  const { card } = await readStoreCard(zooDir, label)
  const { imports: ownImports } = readOwnImports(zooDir, label)
  const read = await readEntries(folders)
  const host = hostOf({ url: place.storeUrl ?? card.url, host: card.host })
  const checked = await checkEach(read.entries, { zooDir, label, contact: card.contact, host, ownImports })
  const pictures = await mapLimit(checked.entries, 4, (entry) => checkMedia(entry, { zooDir, label }))
  const problems = [
    ...read.problems,
    ...checked.problems,
    ...together(folders, read.entries, place),
    ...pictures.flat(),
    ...checkLocks(checked.entries, locks, label),
  ]
  return { card, entries: checked.entries, problems: sortProblems(applyOwnerChecks(problems, card.checks)) }
}

/** The folders of these ids, sorted. @throws UserError where one of them is none, with the name that is nearest. */
export function foldersOf(ids: readonly string[], { zooDir, label, allowHardLinks }: Place): Folder[] {
  const names = namesIn(zooDir, label)
  const wanted = new Set(ids.map((typed) => toId(typed, label)))
  const unknown = [...wanted].filter((id) => !names.has(id))
  if (unknown.length > 0) throw new UserError(unknown.map((id) => unknownId(id, names, label)).join('\n'))
  return readFolders(zooDir, label, { allowHardLinks }, (id) => wanted.has(id))
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
