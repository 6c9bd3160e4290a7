/** What lies in a target before an installation, and what the record says of it. */
import { lstatSync, readdirSync, type BigIntStats } from 'node:fs'
import { join } from 'node:path'
import { hashFile } from '../../lib/hash.ts'
import { UserError } from '../../lib/user-error.ts'
import { quote } from '../../zoo/problem.ts'
import type { PublishedFile } from '../store/model.ts'
import type { InstalledPart, InstallRecord } from './record.ts'
import { partKey } from './write-record.ts'

export interface Found {
  /** Below the target. */
  path: string
  stats: BigIntStats
}

/** Folders come before what they hold. @throws UserError where something in it could not be kept */
export function listTarget(target: string): Found[] {
  const found: Found[] = []
  const top = lstatSync(target, { bigint: true, throwIfNoEntry: false })
  if (top !== undefined) listFolder(target, '', top.dev, found)
  return found
}

function listFolder(target: string, folder: string, device: bigint, found: Found[]): void {
  for (const name of readdirSync(join(target, folder)).sort()) {
    const path = folder === '' ? name : `${folder}/${name}`
    const stats = lstatSync(join(target, path), { bigint: true, throwIfNoEntry: false })
    if (stats === undefined) throw new UserError(unreadable(target, path))
    if (stats.dev !== device) throw new UserError(mounted(target, path))
    found.push({ path, stats })
    if (stats.isDirectory()) listFolder(target, path, device, found)
  }
}

/** What the record says of files, as far as an installation of `parts` cares. */
export class Recorded {
  /** Of what `parts` take the place of. */
  readonly replaced: ReadonlyMap<string, PublishedFile>
  /** Of everything else in the folder. */
  readonly others: ReadonlyMap<string, { file: PublishedFile; part: InstalledPart }>

  constructor(record: InstallRecord | null, parts: readonly InstalledPart[]) {
    const keys = new Set(parts.map(partKey))
    const replaced = new Map<string, PublishedFile>()
    const others = new Map<string, { file: PublishedFile; part: InstalledPart }>()
    for (const part of record?.installed ?? [])
      for (const file of part.files)
        if (keys.has(partKey(part))) replaced.set(file.path, file)
        else others.set(file.path, { file, part })
    this.replaced = replaced
    this.others = others
  }
}

/** True where the file still is what was recorded or staged. */
export function isStill({ stats }: Found, path: string, file: PublishedFile): boolean {
  return stats.isFile() && stats.size === BigInt(file.size) && hashFile(path).sha256 === file.sha256
}

function unreadable(target: string, path: string): string {
  return (
    `${quote(path)} in ${target} has a name that is no text, or vanished just now, so it could not be kept. ` +
    'Rename it or move it away, and run this command again. Nothing was changed.'
  )
}

function mounted(target: string, path: string): string {
  return (
    `${quote(path)} in ${target} lies on another disk, which cannot be moved with the folder. ` +
    'Unmount it, or choose another folder. Nothing was changed.'
  )
}
