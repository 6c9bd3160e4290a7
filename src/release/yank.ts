/** Withdraws what was released: its files are offered no more, and its page says why. */
import { UserError } from '../lib/user-error.ts'
import { quote } from '../zoo/problem.ts'
import { textFault } from '../zoo/text.ts'
import { laterDay } from './later-day.ts'
import type { LockFile } from './lock-file.ts'

/** Characters. */
const LONGEST_REASON = 1000

export interface Yanked {
  lock: LockFile
  /** Those that are withdrawn now, oldest first. */
  versions: string[]
}

/**
 * One version, or every one that stands where `version` is null. `date` is a day: `2026-11-20`; none is withdrawn before the day of its release.
 * @throws UserError where there is no such version, it is withdrawn already, or the reason is none.
 */
export function yank(
  lock: LockFile,
  { version, date, reason }: { version: string | null; date: string; reason: string },
): Yanked {
  const fault = reasonFault(reason)
  if (fault !== null) throw new UserError(`--reason: ${fault} Nothing was written.`)
  const known = lock.versions.map((one) => one.version)
  if (version !== null && !known.includes(version))
    throw new UserError(
      `${quote(lock.id)} has no released version ${quote(version)}. It has: ${known.join(', ')}. Nothing was written.`,
    )
  const chosen = lock.versions.filter(
    (one) => one.yanked === null && (version ?? one.version) === one.version,
  )
  if (chosen.length === 0)
    throw new UserError(
      `${quote(lock.id)}${version === null ? '' : ` ${version}`} is withdrawn already. Nothing was written.`,
    )
  const versions = lock.versions.map((one) =>
    chosen.includes(one) ? { ...one, yanked: { date: laterDay(date, one.date), reason } } : one,
  )
  return { lock: { id: lock.id, versions }, versions: chosen.map((one) => one.version) }
}

function reasonFault(reason: string): string | null {
  if (reason.trim() === '') return 'Say why, in one sentence: it stands on the page of what is withdrawn.'
  if (reason.length > LONGEST_REASON) return `Say it in ${LONGEST_REASON} characters or fewer.`
  return textFault(reason)
}
