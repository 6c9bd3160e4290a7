/**
 * The first look at what a store is made from, by what the disk says of it: no file of the zoo is read.
 */
import { lstatSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { codeKey } from '../lib/code-key.ts'
import { sha256 } from '../lib/hash.ts'
import { isTooYoung } from '../lib/ledger.ts'
import { UserError } from '../lib/user-error.ts'
import type { Workplace } from '../prepare.ts'
import { archiveFacts, type ArchiveFolder } from '../release/archive-folder.ts'
import { lookAtLocks, type LockFolder } from '../release/lock-folder.ts'
import { strayFacts } from '../release/unrecorded.ts'
import { OWN_IMPORTS_FILE } from '../zoo/own-imports.ts'
import { fingerprint, readFolders, type Folder } from '../zoo/folder.ts'

export interface Look {
  /** Sorted by id. */
  folders: Folder[]
  /** Of each folder, by id; empty where a file may still change without a trace. */
  fingerprints: Map<string, string>
  /** Of the zoo as a whole, the files beside its folders included; empty where a fingerprint is. */
  zoo: string
  /** What was released, of entries that are here and of others. */
  locks: LockFolder
  /** Of everything else that the store depends on: our code, what it stands on, settings. */
  basis: string
}

/** @throws UserError where there is no zoo, or a folder of it cannot be read. */
export function look(workplace: Workplace): Look {
  const { root, zooDir, label, allowHardLinks = false } = workplace
  if (!statSync(zooDir, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`There is no folder ${label}/. Make it and put one folder a model into it.`)
  const now = Date.now()
  const folders = readFolders(zooDir, label, { allowHardLinks })
  const own = ownFiles(zooDir).map((name) => ({ name, ...fileFacts(join(zooDir, name)) }))
  const ownImports = fileFacts(join(zooDir, OWN_IMPORTS_FILE))
  const locks = lookAtLocks(zooDir, label)
  const fingerprints = new Map(
    folders.map((folder) => [folder.id, fingerprintOf(folder, locks, workplace.archive ?? null, now)]),
  )
  const others = [...locks.files].filter(([id]) => !fingerprints.has(id))
  const withdrawn = others.map(([id, { facts }]) => [id, facts])
  const stray = strayFacts(workplace.archive ?? null, locks)
  const isSure =
    ![...own, ownImports, ...others.map(([, facts]) => facts)].some(({ changedMs }) =>
      isTooYoung(changedMs, now),
    ) && [...fingerprints.values()].every((one) => one !== '')
  return {
    folders,
    fingerprints,
    locks,
    zoo: isSure ? zooFacts(own, [...withdrawn, ...stray], fingerprints) : '',
    basis: sha256(JSON.stringify([codeKey(root), label, ...settings(workplace), ownImports.facts])),
  }
}

function settings(workplace: Workplace): unknown[] {
  const { storeUrl, artifactsUrl = null, publicKey = null, allowHardLinks = false } = workplace
  return [storeUrl, artifactsUrl, publicKey, allowHardLinks]
}

/** Of an entry's folder, of what was released of it, and of the archives that are kept of that; empty where one may change without a trace. */
function fingerprintOf(
  folder: Folder,
  locks: LockFolder,
  archive: ArchiveFolder | null,
  now: number,
): string {
  const lock = locks.files.get(folder.id)
  if (isTooYoung(Math.max(folder.changedMs, lock?.changedMs ?? 0), now)) return ''
  if (lock === undefined) return fingerprint([folder])
  const kept = archive === null ? null : { label: archive.label, ...archiveFacts(archive, folder.id) }
  if (kept !== null && isTooYoung(kept.changedMs, now)) return ''
  return sha256(JSON.stringify([fingerprint([folder]), lock.facts, kept && [kept.label, kept.facts]]))
}

function zooFacts(
  own: readonly { name: string; facts: string }[],
  others: readonly unknown[],
  fingerprints: ReadonlyMap<string, string>,
): string {
  const files = own.map(({ name, facts }) => [name, facts])
  return sha256(JSON.stringify([files, others, ...fingerprints]))
}

/** Names of what is no folder: the store's card, its logo and whatever else lies there; sorted. */
function ownFiles(zooDir: string): string[] {
  const items = readdirSync(zooDir, { withFileTypes: true })
  return items.flatMap((item) => (item.isDirectory() ? [] : [item.name])).sort()
}

function fileFacts(path: string): { facts: string; changedMs: number } {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return { facts: 'none', changedMs: 0 }
  const { size, mtimeMs, ctimeMs, ino, dev, mode } = stats
  return { facts: `${size} ${mtimeMs} ${ctimeMs} ${ino} ${dev} ${mode}`, changedMs: ctimeMs }
}
