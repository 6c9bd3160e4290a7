/** `npm run check`: reads, mends where that is wanted, checks, and tells. */
import { randomUUID } from 'node:crypto'
import { relative, resolve } from 'node:path'
import type { Network } from '../../client/net/network.ts'
import { mapLimit } from '../../lib/map-limit.ts'
import { checkMedia } from '../../pack/media.ts'
import { DEFAULT_URL, readAndCheck, withPictureProblems, type Workplace } from '../../prepare.ts'
import { checkLocks } from '../../release/check-locks.ts'
import { checkSince } from '../../release/check-since.ts'
import { lookAtLocks } from '../../release/lock-folder.ts'
import { Locks } from '../../release/locks.ts'
import { plural } from '../../site/format.ts'
import { shellWord } from '../../site/quote.ts'
import { readFolders, type Folder } from '../../zoo/folder.ts'
import { applyOwnerChecks } from '../../zoo/owner-checks.ts'
import { escapeHidden, hasErrors, sortProblems, type Problem } from '../../zoo/problem.ts'
import type { Zoo } from '../../zoo/read.ts'
import { formatAnnotations, withoutCommands } from './annotations.ts'
import { formatChanges, type Change } from './change.ts'
import { fixFolders, fixStoreCard, type Fixed } from './fix.ts'
import { formatProblemAtLength, type Display } from './problem-at-length.ts'
import { foldersOf, readSome } from './read-some.ts'
import type { RemoteReport } from './remote.ts'
import { remoteFiles } from './remote-files.ts'
import { formatReport, isFixable } from './report-json.ts'
import { SourceLines } from './source-lines.ts'
import type { TypedCheck } from './typed-check.ts'

/** What the command talks to. */
export interface CheckOutput {
  /** What was asked for: the JSON, the changes, the last sentence. */
  print: (text: string) => void
  /** Problems, progress. */
  tell: (text: string) => void
  /** Of the stream that problems go to. */
  display: Display
  /** Its environment is the person's. */
  network: Network
}

interface Checked {
  zoo: Zoo
  problems: Problem[]
}

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
  const checked = folders === null ? await checkAll(workplace) : await checkSome(typed.ids, workplace, locks)
  const since = typed.since === null ? [] : checkSince(typed.since, locks)
  const remote = typed.remote === null ? null : await askRemote(checked.zoo, typed, workplace, output)
  const source = new SourceLines(workplace)
  const found = sortProblems([...checked.problems, ...since, ...(remote?.problems ?? [])])
  const problems = found.map((problem) => source.located(problem))
  const report = { entries: checked.zoo.entries.length, problems, fixed: fixed?.changes ?? [] }
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

async function checkAll(workplace: Workplace): Promise<Checked> {
  const zoo = await readAndCheck(workplace)
  return { zoo, problems: await withPictureProblems(zoo, workplace) }
}

async function checkSome(ids: readonly string[], workplace: Workplace, locks: Locks): Promise<Checked> {
  const zoo = await readSome(foldersOf(ids, workplace), workplace)
  const pictures = await mapLimit(zoo.entries, 4, (entry) => checkMedia(entry, workplace))
  const released = checkLocks(zoo.entries, locks, workplace.label)
  const found = applyOwnerChecks([...pictures.flat(), ...released], zoo.card.checks)
  return { zoo, problems: sortProblems([...zoo.problems, ...found]) }
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

function showFixed(
  changes: readonly Change[],
  { dryRun }: TypedCheck,
  { print, display }: CheckOutput,
): void {
  if (changes.length > 0) print(formatChanges(changes, display))
  const what = plural(changes.length, 'change', 'changes')
  print(
    changes.length === 0
      ? 'There is nothing that could be mended without asking you.'
      : `${what} ${dryRun ? 'would be made' : 'made'}.\n`,
  )
}

/** The text for people, and the annotations beside it; with --json, the annotations alone. */
function showProblems(
  problems: readonly Problem[],
  { json, annotations }: TypedCheck,
  workplace: Workplace,
  { tell, display, network }: CheckOutput,
): void {
  const { env } = network
  const isAnnotated = annotations ?? env['GITHUB_ACTIONS'] === 'true'
  if (!json && problems.length > 0) {
    const source = new SourceLines(workplace)
    const text = problems
      .map((problem) => formatProblemAtLength(problem, source.lineOf(problem), display))
      .join('\n')
    tell(isAnnotated ? withoutCommands(text, randomUUID()) : text)
  }
  if (!isAnnotated) return
  const root = env['GITHUB_WORKSPACE']
  const toPath = (file: string) => (root ? relative(root, resolve(file)).replaceAll('\\', '/') : file)
  for (const line of formatAnnotations(problems, toPath)) tell(line)
}

function showEnd(
  entries: number,
  problems: readonly Problem[],
  remote: RemoteReport | null,
  typed: TypedCheck,
  { print, tell }: CheckOutput,
): void {
  if (remote !== null) tell(remoteSentence(remote))
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const counts = [
    ...(errors > 0 ? [plural(errors, 'problem', 'problems')] : []),
    ...(problems.length > errors ? [plural(problems.length - errors, 'warning', 'warnings')] : []),
  ]
  const mendable = problems.filter(isFixable).length
  const advice = mendable > 0 ? ` ${mendable} of them can be mended by ${fixCommand(typed)}.` : ''
  if (counts.length > 0) tell(`${counts.join(', ')}.${errors > 0 ? ' Nothing was built.' : ''}${advice}`)
  if (errors === 0) print(`${plural(entries, 'entry is', 'entries are')} fit to be published.`)
}

/** For what was looked at, and no entry of others. */
function fixCommand({ ids, options: { zoo } }: TypedCheck): string {
  const where = zoo === undefined ? [] : ['--zoo', shellWord(zoo)]
  return ['npm run check --', ...ids.map(shellWord), ...where, '--fix'].map(escapeHidden).join(' ')
}

function remoteSentence({ addresses, hosts, dead, bytes, redirects }: RemoteReport): string {
  const asked = `${plural(addresses, 'address was', 'addresses were')} asked, at ${plural(hosts, 'host', 'hosts')}`
  const moved = new Set(redirects.map(({ host }) => host))
  const elsewhere =
    moved.size === 0
      ? ''
      : ` ${plural(redirects.length, 'leads', 'lead')} on to ${[...moved].sort().join(', ')}.`
  const sums = bytes === 0 ? '' : ` ${plural(bytes, 'byte was', 'bytes were')} read for their sums.`
  return `${asked}: ${dead === 0 ? 'all are as they should be' : `${dead} not as they should be`}.${sums}${elsewhere}`
}
