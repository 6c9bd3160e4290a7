/** What is wrong with one entry of a zoo, as `npm run check` would say it. */
import { checkEach, checkTogether } from '../check/check-entries.ts'
import { checkMedia } from '../pack/media.ts'
import { readFolders } from '../zoo/folder.ts'
import { readOwnImports } from '../zoo/own-imports.ts'
import { applyOwnerChecks } from '../zoo/owner-checks.ts'
import { sortProblems, type Problem } from '../zoo/problem.ts'
import { readEntries, readEntry, readStoreCard } from '../zoo/read.ts'

/** `label` is what problems call the zoo. Other entries are read only as far as the new one could clash with them. */
export async function checkPlaced(id: string, zooDir: string, label: string): Promise<Problem[]> {
  const folders = readFolders(zooDir, label)
  const folder = folders.find((candidate) => candidate.id === id)
  if (folder === undefined) return []
  const { card } = await readStoreCard(zooDir, label)
  const { entry, problems } = readEntry(folder)
  const own = readOwnImports(zooDir, label)
  const context = { zooDir, label, contact: card.contact, ownImports: own.imports }
  const checked = await checkEach(entry === null ? [] : [entry], context)
  const pictures = entry === null ? [] : await checkMedia(entry, { zooDir, label })
  const together = checkTogether((await readEntries(folders)).entries, { label })
  const clashes = together.filter(({ file }) => file.startsWith(folder.label))
  return sortProblems(
    applyOwnerChecks([...problems, ...checked.problems, ...pictures, ...clashes], card.checks),
  )
}
