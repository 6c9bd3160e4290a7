/** `npm run release`: records in zoo.lock/ what is published, or that it was withdrawn. */
import { statSync } from 'node:fs'
import { makePublicDir } from '../src/lib/files.ts'
import { lock } from '../src/lib/lock.ts'
import { UserError } from '../src/lib/user-error.ts'
import {
  packZoo,
  readAndCheck,
  type PreparedStore,
  type ReleasedZoo,
  type Workplace,
} from '../src/prepare.ts'
import { keepArchives } from '../src/release/keep-archives.ts'
import { lookAtLocks } from '../src/release/lock-folder.ts'
import { Locks } from '../src/release/locks.ts'
import { planCompletions, planReleases } from '../src/release/plan-release.ts'
import { writeLocks } from '../src/release/write-locks.ts'
import { yank } from '../src/release/yank.ts'
import { plural } from '../src/site/format.ts'
import { isDay } from '../src/zoo/day.ts'
import { hasErrors, quote } from '../src/zoo/problem.ts'
import { printProblems, readOptions, toWorkplace, WORKPLACE_FLAGS, WORKPLACE_OPTIONS } from './command.ts'
import { healIfIdle } from './heal.ts'
import { placesApart } from './places.ts'
import { showProgress } from './progress.ts'
import { completionSummary, releaseSummary } from './release-summary.ts'

const OPTIONS = [...WORKPLACE_OPTIONS, 'yank', 'reason', 'date']

interface Plan {
  workplace: Workplace
  /** Empty: all. */
  ids: readonly string[]
  /** `2026-11-20`. */
  today: string
  isDry: boolean
}

export async function run(args: string[]): Promise<number> {
  const { places: ids, others } = placesApart(args, OPTIONS)
  const options = readOptions(others, OPTIONS, ['dry-run', ...WORKPLACE_FLAGS])
  const workplace = await toWorkplace(options)
  const plan = { workplace, ids, today: readDay(options['date']), isDry: options['dry-run'] !== undefined }
  makePublicDir(workplace.cacheDir)
  const held = await lock(workplace.cacheDir)
  try {
    if (options['yank'] !== undefined) return withdraw(plan, options['yank'], options['reason'])
    if (options['reason'] !== undefined)
      throw new UserError('--reason goes with --yank. Say what is to be withdrawn, or leave it out.')
    await healIfIdle(workplace)
    return await release(plan)
  } finally {
    await held.release()
  }
}

function readDay(stated: string | undefined): string {
  const day = stated ?? new Date().toISOString().slice(0, 10)
  if (isDay(day)) return day
  throw new UserError(`--date is ${quote(day)}. Write a day as 2026-11-20.`)
}

/** Reads, checks and packs everything: what is recorded are the sums of what a build would publish. */
async function release(plan: Plan): Promise<number> {
  const zoo = await readAndCheck(plan.workplace)
  if (hasErrors(zoo.problems)) return refuse(zoo.problems)
  const progress = showProgress()
  progress.step('Packing', { entries: zoo.entries.length })
  const hear = { onBytes: progress.bytes, onEntry: progress.entry }
  const prepared = await packZoo(zoo, plan.workplace, hear).finally(progress.done)
  const problems = [...zoo.problems, ...prepared.problems]
  if (hasErrors(problems)) return refuse(problems)
  printProblems(problems, '')
  return record(plan, zoo, prepared)
}

function record(
  { workplace, ids, today, isDry }: Plan,
  { locks }: ReleasedZoo,
  prepared: PreparedStore,
): number {
  const entries = chosen(prepared.store.entries, ids)
  const releases = planReleases(entries, (id) => locks.read(id).lock, today)
  const completions = planCompletions(entries, (id) => locks.read(id).lock)
  const planned = [...releases, ...completions]
  const { label } = locks.folder
  if (planned.length === 0) {
    console.log(
      `Nothing is new: ${label}/ records ${plural(entries.length, 'entry', 'entries')} as published.`,
    )
    return 0
  }
  console.log(`${[...releases.map(releaseSummary), ...completions.map(completionSummary)].join('\n')}\n`)
  if (isDry) {
    console.log(`${count(planned)} would be recorded in ${label}/. Nothing was written.`)
    return 0
  }
  const { archive = null } = workplace
  if (archive !== null) keepArchives(planned, prepared.placements, archive)
  writeLocks(
    locks.folder,
    planned.map((one) => one.lock),
  )
  console.log(recorded(planned, label, archive?.label ?? null))
  return 0
}

function recorded(planned: readonly unknown[], label: string, archive: string | null): string {
  const kept = archive === null ? '' : ` ${archive}/ keeps their archives.`
  return [
    `${count(planned)} recorded in ${label}/; what they hold must not change any more.${kept}`,
    `Commit it with the entries: git add ${label}`,
    'Then publish: npm run build',
  ].join('\n')
}

function count(planned: readonly unknown[]): string {
  return plural(planned.length, 'version')
}

function chosen<One extends { id: string }>(entries: readonly One[], ids: readonly string[]): readonly One[] {
  const unknown = ids.filter((id) => !entries.some((entry) => entry.id === id))
  if (unknown.length > 0)
    throw new UserError(`There is no entry ${unknown.map(quote).join(', ')}. Nothing was released.`)
  return ids.length === 0 ? entries : entries.filter(({ id }) => ids.includes(id))
}

function refuse(problems: Parameters<typeof printProblems>[0]): number {
  printProblems(problems, 'Nothing was released.')
  return 1
}

/** Looks at nothing but the record: what is withdrawn may be gone from zoo/. */
function withdraw({ workplace, ids, today, isDry }: Plan, what: string, reason: string | undefined): number {
  const [id = '', version = null, ...rest] = what.split('@')
  if (ids.length > 0 || rest.length > 0)
    throw new UserError('--yank takes one ID, or ID@VERSION. Nothing was written.')
  if (reason === undefined) throw new UserError("--yank needs --reason 'why'. Nothing was written.")
  const { zooDir, label } = workplace
  const locks = new Locks(lookAtLocks(zooDir, label))
  const { lock: known, problems } = locks.read(id)
  if (problems.length > 0) return refuse(problems)
  if (known === null)
    throw new UserError(`${locks.folder.label}/ has no record of ${quote(id)}. Nothing was written.`)
  const { lock: next, versions } = yank(known, { version, date: today, reason })
  if (!isDry) writeLocks(locks.folder, [next])
  const hasFolder = statSync(`${zooDir}/${id}`, { throwIfNoEntry: false }) !== undefined
  console.log(
    withdrawn({ id, versions, next: hasFolder ? `${label}/${id}/` : null, label: locks.folder.label, isDry }),
  )
  return 0
}

function withdrawn(said: {
  id: string
  versions: string[]
  next: string | null
  label: string
  isDry: boolean
}): string {
  const { id, versions, next, label, isDry } = said
  const what = `${id} ${versions.join(', ')}`
  if (isDry) return `${what} would be withdrawn in ${label}/. Nothing was written.`
  return [
    `${what} is withdrawn: builds offer its files no more, and its page says why.`,
    ...(next === null ? [] : [`If ${next} still has that version, raise it there or remove the folder.`]),
    `Commit it: git add ${label}`,
    'Then publish: npm run build',
  ].join('\n')
}
