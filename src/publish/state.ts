/**
 * What a build leaves to the next one, below the cache's folder, one folder for each pair of a zoo and a dist:
 *
 *     builds/<key>/stamp        what the last store was made from, and how its tree looked when it was done
 *     builds/<key>/records      what it holds of each entry
 *     builds/<key>/standby/…    the same two of the store before it, and `tree`, that store itself: most of the next one
 *
 * All of it may be deleted. A stamp that does not fit its tree, as after a kill between the swap and the stamp, counts for nothing.
 */
import fs from 'node:fs'
import { join } from 'node:path'
import { artifactsDir } from '../lib/artifact-path.ts'
import { sha256 } from '../lib/hash.ts'
import { readSealed, writeSealed } from '../lib/sealed-file.ts'
import { isAsLeft } from '../lib/tree-facts.ts'
import type { Problem } from '../zoo/problem.ts'
import { formatRecords, parseRecords, type Records } from './records.ts'

export interface Stamp {
  /** Everything but the zoo that the store depends on: our code, settings. */
  basis: string
  /** The zoo, as the disk describes it; empty where that is no proof that it stayed the same. */
  zoo: string
  /** The store's card as it was read, in JSON; every page shows some of it. */
  site: string
  /** `treeFacts` of the store. */
  tree: string
  /** The same of its artifacts' folder; empty where it has none. */
  artifacts: string
  /** False: that folder holds what no build removed yet. */
  isSettled: boolean
  /** Warnings. */
  problems: Problem[]
  entries: number
  archives: number
  /** Of all archives. */
  bytes: number
  url: string
  /** Where its archives are published; null: beside its pages. */
  artifactsUrl: string | null
  /** Absolute path of the store. */
  dist: string
  /** The last day of its signature; null: it is not signed. */
  signedUntil: string | null
}

/** A store on disk, and what it holds. */
export interface Known {
  dir: string
  records: Records
}

export interface StateDirs {
  zooDir: string
  distDir: string
  cacheDir: string
}

/** The folder of a build's state. */
export function stateDir({ zooDir, distDir, cacheDir }: StateDirs): string {
  return join(cacheDir, 'builds', sha256(JSON.stringify([zooDir, distDir])).slice(0, 16))
}

/** The stamp of a state, whatever has become of its store; null where there is none. */
export function readStamp(dir: string): Stamp | null {
  const text = readSealed(join(dir, 'stamp'))
  return text === null ? null : (JSON.parse(text) as Stamp)
}

/** The stamp of the store in `tree`; null where there is none that fits. */
export function readStampOf(dir: string, tree: string): Stamp | null {
  const stamp = readStamp(dir)
  return stamp !== null && isAsLeft(tree, stamp.tree) ? stamp : null
}

/** Whether the folder of the store's artifacts is as its build left it. */
export function hasArtifactsAsLeft({ dist, artifacts }: Stamp): boolean {
  return artifacts === '' || isAsLeft(artifactsDir(dist), artifacts)
}

/** What the store in `tree` holds; null where that is not known for sure. */
export function readKnown(dir: string, tree: string): Known | null {
  const text = readSealed(join(dir, 'records'))
  return text === null ? null : { dir: tree, records: parseRecords(text) }
}

/** Where the store before the last one is kept. */
export function standbyDir(dir: string): string {
  return join(dir, 'standby')
}

export function standbyTree(dir: string): string {
  return join(standbyDir(dir), 'tree')
}

/**
 * Takes the store before the last one out of the state, to `to`, or nowhere; null: there is none that can be relied on, and `to` is
 * not there.
 */
export function takeStandby(dir: string, to: string | null): Known | null {
  const standby = standbyDir(dir)
  const known = to && readStampOf(standby, standbyTree(dir)) && readKnown(standby, to)
  if (known) moveTree(standbyTree(dir), known.dir)
  fs.rmSync(standby, { recursive: true, force: true })
  return known && fs.existsSync(known.dir) ? known : null
}

/** A disk of its own for the cache: nothing can be moved, and the tree is as if it had never been kept. */
function moveTree(from: string, to: string): void {
  try {
    fs.renameSync(from, to)
  } catch {
    fs.rmSync(to, { recursive: true, force: true })
  }
}

/** Leaves nothing to the next build, which then makes everything anew. */
export function forgetState(dir: string): void {
  fs.rmSync(dir, { recursive: true, force: true })
}

/** Notes the store that has just been published; the notes of the last one join its tree, if that was kept. */
export function writeState(dir: string, stamp: Stamp, records: Records): void {
  const standby = standbyDir(dir)
  for (const name of ['stamp', 'records']) {
    if (fs.existsSync(standbyTree(dir)) && fs.existsSync(join(dir, name)))
      fs.renameSync(join(dir, name), join(standby, name))
  }
  writeSealed(join(dir, 'records'), formatRecords(records))
  writeSealed(join(dir, 'stamp'), JSON.stringify(stamp))
}
