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
import { OWN_IMPORTS_FILE } from '../zoo/own-imports.ts'
import { fingerprint, readFolders, type Folder } from '../zoo/folder.ts'

export interface Look {
  /** Sorted by id. */
  folders: Folder[]
  /** Of each folder, by id; empty where a file may still change without a trace. */
  fingerprints: Map<string, string>
  /** Of the zoo as a whole, the files beside its folders included; empty where a fingerprint is. */
  zoo: string
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
  const fingerprints = new Map(
    folders.map((folder) => [folder.id, isTooYoung(folder.changedMs, now) ? '' : fingerprint([folder])]),
  )
  const isSure =
    ![...own, ownImports].some(({ changedMs }) => isTooYoung(changedMs, now)) &&
    [...fingerprints.values()].every((one) => one !== '')
  return {
    folders,
    fingerprints,
    zoo: isSure ? sha256(JSON.stringify([own.map(({ name, facts }) => [name, facts]), ...fingerprints])) : '',
    basis: sha256(JSON.stringify([codeKey(root), label, ...settings(workplace), ownImports.facts])),
  }
}

function settings({
  storeUrl,
  artifactsUrl = null,
  publicKey,
  allowHardLinks = false,
}: Workplace): unknown[] {
  return [storeUrl, artifactsUrl, publicKey ?? null, allowHardLinks]
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
