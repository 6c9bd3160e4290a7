/** What `npm run check` prints, and where: results on standard output, problems beside it. */
import { randomUUID } from 'node:crypto'
import { relative, resolve } from 'node:path'
import type { Network } from '../../client/net/network.ts'
import type { Workplace } from '../../prepare.ts'
import { plural } from '../../site/format.ts'
import { shellWord } from '../../site/quote.ts'
import { escapeHidden, type Problem } from '../../zoo/problem.ts'
import { formatAnnotations, withoutCommands } from './annotations.ts'
import { formatChanges, type Change } from './change.ts'
import { formatProblemAtLength, type Display } from './problem-at-length.ts'
import type { RemoteReport } from './remote.ts'
import { isFixable } from './report-json.ts'
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

export function showFixed(
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
export function showProblems(
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

export function showEnd(
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
