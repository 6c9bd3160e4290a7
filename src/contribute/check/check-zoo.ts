/** `npm run check`: reads, mends where that is wanted, checks, and tells. */
import { DEFAULT_URL, readAndCheck, withPictureProblems, type Workplace } from '../../prepare.ts'
import { checkSince } from '../../release/check-since.ts'
import { lookAtLocks } from '../../release/lock-folder.ts'
import { Locks } from '../../release/locks.ts'
import { plural } from '../../site/format.ts'
import { readFolders, type Folder } from '../../zoo/folder.ts'
import { hasErrors, sortProblems } from '../../zoo/problem.ts'
import type { Zoo } from '../../zoo/read.ts'
import { checkSome, foldersOf } from './check-some.ts'
import { fixFolders, fixStoreCard, type Fixed } from './fix.ts'
import { withMendedLines } from './mended-lines.ts'
import { remoteFiles } from './remote-files.ts'
import { formatReport } from './report-json.ts'
import { showEnd, showFixed, showProblems, type CheckOutput } from './show-check.ts'
import { SourceLines } from './source-lines.ts'
import type { TypedCheck } from './typed-check.ts'
import { unwritten } from './unwritten.ts'

/** The exit code: 1 where anything keeps the zoo from being published, or a hosted file is not there. @throws UserError */
export async function checkZoo(
  typed: TypedCheck,
  workplace: Workplace,
  output: CheckOutput,
): Promise<number> {
  const folders = typed.ids.length > 0 ? foldersOf(typed.ids, workplace) : null
  const fixed = typed.fix ? fix(folders, typed, workplace) : null
  for (const refusal of fixed?.refusals ?? []) output.tell(refusal)
  if (fixed !== null && !typed.json) showFixed(fixed.changes, typed, output)
  // What was mended is read again.
  const locks = new Locks(lookAtLocks(workplace.zooDir, workplace.label))
  const zoo = folders === null ? await checkAll(workplace) : await checkSome(typed.ids, workplace, locks)
  const since = typed.since === null ? [] : checkSince(typed.since, locks)
  const remote = typed.remote === null ? null : await askRemote(zoo, typed, workplace, output)
  const source = new SourceLines(workplace)
  const told = [...since, ...unwritten(zoo.entries, workplace), ...(remote?.problems ?? [])]
  const found = sortProblems([...zoo.problems, ...told])
  const problems = withMendedLines(
    found.map((problem) => source.located(problem)),
    workplace,
  )
  const report = { entries: zoo.entries.length, problems, fixed: fixed?.changes ?? [] }
  if (typed.json) output.print(formatReport({ ...report, remote: remote?.report ?? null }).trimEnd())
  showProblems(problems, typed, workplace, output)
  if (!typed.json) showEnd(report.entries, problems, remote?.report ?? null, typed, output)
  return hasErrors(problems) ? 1 : 0
}

function fix(folders: readonly Folder[] | null, { dryRun }: TypedCheck, workplace: Workplace): Fixed {
  const { zooDir, label, allowHardLinks } = workplace
  const write = { write: !dryRun }
  const own = folders === null ? fixStoreCard(workplace, write) : []
  const { changes, refusals } = fixFolders(folders ?? readFolders(zooDir, label, { allowHardLinks }), write)
  return { changes: [...own, ...changes], refusals }
}

async function checkAll(workplace: Workplace): Promise<Zoo> {
  const zoo = await readAndCheck(workplace)
  return { ...zoo, problems: await withPictureProblems(zoo, workplace) }
}

async function askRemote(
  { card, entries }: Zoo,
  { remote, json }: TypedCheck,
  workplace: Workplace,
  { tell, network }: CheckOutput,
) {
  const files = remoteFiles(entries)
  if (!json) tell(`Asking for ${plural(files.length, 'hosted file or mirror', 'hosted files and mirrors')} …`)
  // What speaks with servers takes time to load.
  const { checkRemote } = await import('./remote.ts')
  const storeUrl = workplace.storeUrl ?? card.url ?? DEFAULT_URL
  return checkRemote(files, { ...workplace, full: remote === 'full', storeUrl, network })
}
