/** The checks over one entry that has just been made. */
import { checkEach } from '../check/check-entries.ts'
import { checkMedia } from '../pack/media.ts'
import type { SourceZoo } from '../pack/source.ts'
import { readFolders } from '../zoo/folder.ts'
import { readOwnImports } from '../zoo/own-imports.ts'
import { applyOwnerChecks } from '../zoo/owner-checks.ts'
import { sortProblems, type Problem } from '../zoo/problem.ts'
import { readEntry, readStoreCard } from '../zoo/read.ts'

/** What `npm run check` would say of the entry, but for what only a comparison with others can tell; sorted. */
export async function checkNewEntry(id: string, { zooDir, label }: SourceZoo): Promise<Problem[]> {
  const folder = readFolders(zooDir, label).find((one) => one.id === id)
  if (folder === undefined) return []
  const { card } = await readStoreCard(zooDir, label)
  const { entry, problems } = readEntry(folder)
  const { imports: ownImports } = readOwnImports(zooDir, label)
  const entries = entry === null ? [] : [entry]
  const checked = await checkEach(entries, { zooDir, label, ownImports, contact: card.contact })
  const media = entry === null ? [] : await checkMedia(entry, { zooDir, label })
  return sortProblems(applyOwnerChecks([...problems, ...checked.problems, ...media], card.checks))
}
