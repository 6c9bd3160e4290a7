/** What the record of an entry's releases asks of the entry that lies under zoo/ today. */
import { artifactPath } from '../lib/artifact-path.ts'
import type { ReleasedVersion, StoreEntry } from '../store.ts'
import type { Entry } from '../zoo/entry.ts'
import { quote, quoteSome, type Problem } from '../zoo/problem.ts'
import { downloadChanges, toReleased, type DownloadChange } from './download-changes.ts'
import type { LockFile } from './lock-file.ts'
import { singleChanges } from './single-changes.ts'
import { compareVersions } from './version-order.ts'

/** What rules about versions need to know of an entry. */
export type VersionedEntry = Pick<Entry, 'id' | 'version' | 'date' | 'layout' | 'card'>

/** What can be told without packing: the version goes up only, and is none that was withdrawn. `label` is what problems call the zoo. */
export function checkVersion(entry: VersionedEntry, lock: LockFile, label: string): Problem[] {
  const newest = lock.versions.at(-1)!
  const recorded = lock.versions.find(({ version }) => version === entry.version)
  const message = versionFault(entry, newest, recorded, label)
  if (message !== null) return [{ file: cardOf(entry, label), message, severity: 'error' }]
  if (!recorded || entry.date === null || entry.date === recorded.date) return []
  const warning =
    `date: ${quote(entry.date)} is not the day on which version ${entry.version} was first published. Pages, feeds and citations say ` +
    `${recorded.date}, as ${label}.lock/${entry.id}.json has it: write date_released: ${recorded.date}.`
  return [{ file: cardOf(entry, label), message: warning, severity: 'warning' }]
}

function versionFault(
  { id, version }: VersionedEntry,
  newest: ReleasedVersion,
  recorded: ReleasedVersion | undefined,
  label: string,
): string | null {
  const readme = `${label}/${id}/README.md`
  if (recorded?.yanked)
    return (
      `version: ${version} was withdrawn on ${recorded.yanked.date} (${quote(recorded.yanked.reason)}). ` +
      `Raise version in ${readme} above ${newest.version}, or remove ${label}/${id}/.`
    )
  if (compareVersions(version, newest.version) > 0 || version === newest.version) return null
  const what =
    compareVersions(version, newest.version) === 0
      ? `is the same as ${newest.version}, which was`
      : `is lower than ${newest.version}, which was`
  return `version: ${quote(version)} ${what} released on ${newest.date}. Versions only go up: raise version in ${readme}, or restore what lay there.`
}

/** A released version has the bytes that it was released with. `artifacts` is where archives are published apart; null: beside the pages. */
export function checkBytes(
  entry: VersionedEntry & Pick<StoreEntry, 'downloads' | 'torchHub' | 'monai'>,
  lock: LockFile,
  { label, artifacts }: { label: string; artifacts: string | null },
): Problem[] {
  const recorded = lock.versions.find(({ version }) => version === entry.version)
  if (recorded === undefined) return []
  const now = entry.downloads.map(toReleased)
  const changes = [
    ...downloadChanges(recorded.downloads, now).map(describeChange),
    ...moved(recorded, now, artifacts),
  ]
  const file = `${label}/${entry.id}`
  const raise = `Raise version in ${file}/README.md`
  if (changes.length > 0)
    return [{ file, message: stays(recorded, changes, `${raise}, or restore the files.`), severity: 'error' }]
  const { broken, unrecorded } = singleChanges(recorded, entry, { label, artifacts })
  const mend = `${raise}, or build as it was released.`
  return [
    ...(broken.length === 0
      ? []
      : [{ file, message: stays(recorded, broken, mend), severity: 'error' as const }]),
    ...unrecorded.map((path): Problem => ({ file, message: notRecorded(path), severity: 'warning' })),
  ]
}

function stays({ version, date }: ReleasedVersion, changes: readonly string[], mend: string): string {
  return `Version ${version} was released on ${date}, and what is released stays as it is. ${changes.join(' ')} ${mend}`
}

function notRecorded(path: string): string {
  return `${quote(path)} is published and not recorded, so nothing would tell if it changed. Record it: npm run release`
}

/** The same bytes under another name: what people wrote down leads nowhere. A release on GitHub has names of its own for the same paths. */
function moved(
  recorded: ReleasedVersion,
  now: readonly ReturnType<typeof toReleased>[],
  artifacts: string | null,
): string[] {
  return recorded.downloads.flatMap(({ section, path, sha256 }) => {
    const found = now.find((one) => one.section === section)
    if (path === null || found?.sha256 !== sha256) return []
    if (found.path === (artifacts === null ? path : artifactPath(artifacts, path))) return []
    return [`${quote(section)} is no longer published as ${quote(path)}.`]
  })
}

/** Of many, so many are named. */
const MOST_NAMED = 8

/** Full sentences. */
function describeChange({ section, before, after, files }: DownloadChange): string {
  if (after === null) return `The section ${quote(section)} is gone.`
  if (before === null) return `The section ${quote(section)} is new.`
  if (files === null)
    return `${quote(section)} is another file: it had the SHA-256 ${before.sha256}, and has ${after.sha256} now.`
  const parts = [
    ...named(
      'changed',
      files.changed.map(({ after }) => after.path),
    ),
    ...named(
      'added',
      files.added.map(({ path }) => path),
    ),
    ...named(
      'removed',
      files.removed.map(({ path }) => path),
    ),
  ]
  if (parts.length === 0)
    return `The files in ${quote(section)} are the same, but another state of Zoopress packed them: its archive has other bytes.`
  return `In ${quote(section)}, ${parts.join('; ')}.`
}

function named(what: string, paths: readonly string[]): string[] {
  if (paths.length === 0) return []
  return [`${what}: ${quoteSome(paths, MOST_NAMED)}`]
}

function cardOf({ id, layout, card }: VersionedEntry, label: string): string {
  return layout === 'card' || card !== '' ? `${label}/${id}/README.md` : `${label}/${id}`
}
