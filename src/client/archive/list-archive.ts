/** The first reading of an archive: everything that it holds is judged before anything of it is written. */
import type { ByteSource } from '../../lib/byte-source.ts'
import { formatBytes, formatCount } from '../../site/format.ts'
import { quote } from '../../zoo/problem.ts'
import type { PublishedFile } from '../store/model.ts'
import { compareWithList } from './compare-with-list.ts'
import type { ExtractLimits } from './limits.ts'
import { memberPath, memberPathFault } from './member-path.ts'
import { ArchiveFault, type RawMember } from './member.ts'
import type { Places } from './places.ts'
import { listMembers } from './read-archive.ts'

export interface ListedFile {
  /** Below the staging root. */
  path: string
  size: number
}

export interface Listing {
  /** In the archive's order. */
  files: ListedFile[]
  /** Full sentences. */
  findings: string[]
}

export interface ToList {
  source: ByteSource
  /** Counted from 0, among those that are staged together. */
  index: number
  /** Below the staging root; empty: the root itself. */
  at: string
  expected: readonly PublishedFile[] | null
}

/** More than this beyond its list, and the rest is not even looked at. */
const SLACK = 1024 * 1024 * 1024

/** Findings instead of faults, all that there are: nobody wants to meet them one by one. */
export async function listArchive(
  archive: ToList,
  places: Places,
  limits: ExtractLimits,
  signal: AbortSignal,
): Promise<Listing> {
  const list = new MemberList(archive, places, limits)
  try {
    await listMembers(archive.source, (member) => list.add(member), signal)
  } catch (error) {
    if (!(error instanceof ArchiveFault)) throw error
    // What comes behind is not known, so nothing can be said to be missing.
    return { files: list.files, findings: [...list.findings, error.message] }
  }
  const compared = archive.expected === null ? [] : compareWithList(list.files, archive.expected, archive.at)
  return { files: list.files, findings: [...list.findings, ...compared] }
}

class MemberList {
  readonly files: ListedFile[] = []
  readonly findings: string[] = []
  readonly #archive: ToList
  readonly #places: Places
  readonly #limits: ExtractLimits
  #bytes = 0
  #members = 0

  constructor(archive: ToList, places: Places, limits: ExtractLimits) {
    const sum = archive.expected?.reduce((sum, { size }) => sum + size, SLACK)
    this.#archive = archive
    this.#places = places
    this.#limits = { ...limits, bytes: sum ?? limits.bytes }
  }

  add(member: RawMember): void {
    this.#count(member)
    const name = memberPath(member.name)
    if (name === '' && member.kind === 'folder') return
    const fault = member.refusal ?? memberPathFault(name)
    if (fault !== null) this.findings.push(`${quote(name)} ${fault}`)
    else this.#take(stagedPath(this.#archive.at, name), member)
  }

  #take(path: string, { kind, size }: RawMember): void {
    const { index } = this.#archive
    const fault =
      kind === 'folder' ? this.#places.takeFolder(path, index) : this.#places.takeFile(path, index)
    if (fault !== null) this.findings.push(fault)
    else if (kind === 'file') this.files.push({ path, size })
  }

  #count({ size }: RawMember): void {
    this.#bytes += size
    this.#members += 1
    if (this.#members > this.#limits.files)
      throw new ArchiveFault(`It holds more than ${formatCount(this.#limits.files)} files.`)
    if (this.#bytes > this.#limits.bytes) throw new ArchiveFault(this.#tooLarge())
  }

  #tooLarge(): string {
    if (this.#archive.expected !== null) return 'It unpacks to far more than the store lists.'
    return `It unpacks to more than ${formatBytes(this.#limits.bytes)}.`
  }
}

/** Where a member of an archive goes, below the staging root. */
export function stagedPath(at: string, path: string): string {
  return at === '' ? path : `${at}/${path}`
}
