/** Whether a folder holds what was installed into it. */
import { existsSync, lstatSync } from 'node:fs'
import { join } from 'node:path'
import { walk } from '../../lib/walk.ts'
import { RECORD_FILE, type InstallRecord, type InstalledPart } from '../install/record.ts'
import { hashInTurns, type HashOptions } from './hash-in-turns.ts'

export interface FolderVerdict {
  dir: string
  parts: PartVerdict[]
  /** What no record knows of; the person's own, most likely. */
  extra: string[]
}

export interface PartVerdict {
  part: InstalledPart
  missing: string[]
  changed: string[]
}

/** Reads every recorded file; `only`: this one alone, and nothing is said of what else lies there. */
export async function compareFolder(
  dir: string,
  { installed }: InstallRecord,
  options: HashOptions,
  only?: string,
): Promise<FolderVerdict> {
  const parts: PartVerdict[] = []
  for (const part of installed) {
    const verdict: PartVerdict = { part, missing: [], changed: [] }
    for (const file of part.files) {
      if (only !== undefined && file.path !== only) continue
      const stats = lstatSync(join(dir, file.path), { throwIfNoEntry: false })
      if (stats === undefined) verdict.missing.push(file.path)
      else if (!stats.isFile() || stats.size !== file.size) verdict.changed.push(file.path)
      else if ((await hashInTurns(join(dir, file.path), options))?.sha256 !== file.sha256)
        verdict.changed.push(file.path)
    }
    parts.push(verdict)
  }
  return { dir, parts, extra: only === undefined ? extraFiles(dir, installed) : [] }
}

/** Folders with a record of their own are judged by themselves; what begins with a dot is for programs. */
function extraFiles(dir: string, installed: readonly InstalledPart[]): string[] {
  const known = new Set(installed.flatMap(({ files }) => files.map(({ path }) => path)))
  const enter = (path: string) =>
    !path.split('/').at(-1)!.startsWith('.') && !existsSync(join(dir, path, RECORD_FILE))
  return walk(dir, enter)
    .filter(({ path, kind }) => kind !== 'folder' && path !== RECORD_FILE && !known.has(path))
    .map(({ path }) => path)
}

export function isWhole({ parts }: FolderVerdict): boolean {
  return parts.every(({ missing, changed }) => missing.length === 0 && changed.length === 0)
}

/** Bytes that comparing reads at most. */
export function recordedBytes({ installed }: InstallRecord): number {
  return installed.reduce((sum, { files }) => sum + files.reduce((own, { size }) => own + size, 0), 0)
}
