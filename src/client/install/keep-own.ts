/**
 * Brings what is the person's own from a target into the tree that is to take its place: files that an older version brought go, unless
 * somebody changed them; everything else stays. Where a new file has its name already, it is kept beside that as `<name>.kept`.
 */
import { chmodSync, linkSync, lstatSync, mkdirSync, readlinkSync, statSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { linkOrCopy } from '../../lib/link.ts'
import { UserError } from '../../lib/user-error.ts'
import { quote } from '../../zoo/problem.ts'
import type { PublishedFile } from '../store/model.ts'
import { isStill, type Found, type Recorded } from './own-files.ts'
import { RECORD_FILE } from './record.ts'

export interface Kept {
  /** Paths in the new tree of what was kept under another name, sorted. */
  beside: string[]
  /** Paths below the target whose bytes the new tree does not share with it. */
  notShared: Set<string>
}

/** @throws UserError where two installations want one path */
export function keepOwn(
  target: string,
  tree: string,
  facts: { found: readonly Found[]; recorded: Recorded; staged: readonly PublishedFile[] },
): Kept {
  const keeper = new Keeper(target, tree, facts)
  keeper.refuseConflicts()
  for (const found of facts.found) keeper.take(found)
  keeper.setModes()
  return { beside: keeper.beside.sort(), notShared: keeper.notShared }
}

class Keeper {
  readonly beside: string[] = []
  readonly notShared = new Set<string>()
  readonly #target: string
  readonly #tree: string
  readonly #found: readonly Found[]
  readonly #recorded: Recorded
  readonly #staged: ReadonlyMap<string, PublishedFile>
  readonly #paths: ReadonlySet<string>
  /** Folders that hold something. */
  readonly #parents: ReadonlySet<string>
  /** Where a folder of the target goes in the tree. */
  readonly #folders = new Map([['.', '.']])

  constructor(target: string, tree: string, facts: Parameters<typeof keepOwn>[2]) {
    this.#target = target
    this.#tree = tree
    this.#found = facts.found
    this.#recorded = facts.recorded
    this.#staged = new Map(facts.staged.map((file) => [file.path, file]))
    this.#paths = new Set(facts.found.map(({ path }) => path))
    this.#parents = new Set(facts.found.map(({ path }) => dirname(path)))
  }

  refuseConflicts(): void {
    const clashes = [...this.#staged.values()].flatMap(({ path, sha256 }) => {
      const other = this.#recorded.others.get(path)
      return other === undefined || other.file.sha256 === sha256
        ? []
        : [`  ${quote(path)} belongs to ${quote(other.part.section)} of ${quote(other.part.id)}.`]
    })
    if (clashes.length === 0) return
    const shown = [
      ...clashes.slice(0, 20),
      ...(clashes.length > 20 ? [`  … and ${clashes.length - 20} more.`] : []),
    ]
    throw new UserError(
      [`${this.#target} holds other files of the same names:`, ...shown].join('\n') +
        '\nNothing was changed. Choose another folder.',
    )
  }

  take(found: Found): void {
    const { path, stats } = found
    const wanted = join(this.#folders.get(dirname(path))!, basename(path))
    if (stats.isDirectory()) {
      this.#takeFolder(path, wanted)
      return
    }
    if (path === RECORD_FILE && stats.isFile()) return void this.notShared.add(path)
    const standing = lstatSync(join(this.#tree, wanted), { throwIfNoEntry: false })
    if (this.#goes(found, standing?.isFile() === true && wanted === path))
      return void this.notShared.add(path)
    const place = standing === undefined ? wanted : this.#freeName(wanted)
    if (place !== path) this.beside.push(place)
    this.#makeFolder(dirname(place))
    if (!keep(join(this.#target, path), join(this.#tree, place), found)) this.notShared.add(path)
  }

  /** Modes are set when nothing more is written into folders, which may be read-only. */
  setModes(): void {
    const folders = this.#found.filter(({ stats }) => stats.isDirectory()).toReversed()
    for (const { path, stats } of folders) {
      const place = join(this.#tree, this.#folders.get(path)!)
      if (lstatSync(place, { throwIfNoEntry: false })) chmodSync(place, Number(stats.mode) & 0o7777)
    }
  }

  #goes(found: Found, isReplaced: boolean): boolean {
    const path = join(this.#target, found.path)
    const staged = isReplaced ? this.#staged.get(found.path) : undefined
    if (staged !== undefined && isStill(found, path, staged)) return true
    if (this.#recorded.others.has(found.path) && !isReplaced) return false
    const old = this.#recorded.replaced.get(found.path)
    return old !== undefined && isStill(found, path, old)
  }

  /** One that holds nothing is somebody's own; others are made when something is kept in them. */
  #takeFolder(path: string, wanted: string): void {
    const standing = lstatSync(join(this.#tree, wanted), { throwIfNoEntry: false })
    const place = standing === undefined || standing.isDirectory() ? wanted : this.#freeName(wanted)
    this.#folders.set(path, place)
    if (!this.#parents.has(path)) this.#makeFolder(place)
  }

  #makeFolder(path: string): void {
    if (lstatSync(join(this.#tree, path), { throwIfNoEntry: false }) !== undefined) return
    this.#makeFolder(dirname(path))
    mkdirSync(join(this.#tree, path))
  }

  #freeName(wanted: string): string {
    for (let count = 1; ; count++) {
      const name = count === 1 ? `${wanted}.kept` : `${wanted}.kept-${count}`
      if (!this.#paths.has(name) && !lstatSync(join(this.#tree, name), { throwIfNoEntry: false })) return name
    }
  }
}

/** True where both names mean the same bytes from now on. Links are kept as links; a pipe or a socket gets a second name. */
function keep(from: string, to: string, { stats }: Found): boolean {
  if (stats.isSymbolicLink()) {
    // Windows alone asks for the kind.
    const isFolder = process.platform === 'win32' && statSync(from, { throwIfNoEntry: false })?.isDirectory()
    symlinkSync(readlinkSync(from), to, isFolder ? 'dir' : 'file')
    return false
  }
  if (!stats.isFile()) linkSync(from, to)
  else linkOrCopy(from, to)
  return lstatSync(to, { bigint: true }).ino === stats.ino
}
