/**
 * Remembers the hashes of files, so that a file which nobody touched costs a look at its facts instead of its bytes.
 *
 * A file counts as untouched while size, both times, inode and device are what they were. The time of the last change of the inode
 * (ctime) cannot be set by a program, so a file that was altered and given its old date back is found too.
 */
import { readSealed, writeSealed } from './sealed-file.ts'

/** What the disk says about a file; of `fs.Stats`. */
export interface FileFacts {
  /** Bytes. */
  size: number
  mtimeMs: number
  ctimeMs: number
  ino: number
  dev: number
}

/** Sha256, size, mtime, ctime, inode, device. */
type Row = [string, number, number, number, number, number]
type Rows = Record<string, Row>

const HEAD = 'zoopress-ledger 1'

/**
 * File systems count time in steps: a change within the same step as the last look would not show. 50 ms covers the clock tick
 * of every kernel; some file systems keep whole or even seconds.
 */
const FINE_STEP_MS = 50
const COARSE_STEP_MS = 2000

/** True where a file with this last change may still change without a trace after `nowMs`. */
export function isTooYoung(changedMs: number, nowMs: number): boolean {
  return changedMs > nowMs - (changedMs % 1000 === 0 ? COARSE_STEP_MS : FINE_STEP_MS)
}

/** Names are paths; what comes before the first `/` is the group, and only groups that are asked for are ever parsed. */
export class Ledger {
  readonly #path: string
  readonly #groups: Map<string, string | Rows>
  #isChanged = false

  /** Opens the ledger at `path`; an empty one where there is none that can be trusted. */
  constructor(path: string) {
    this.#path = path
    this.#groups = parse(readSealed(path))
  }

  /** Lower-case hex; null where the file was never hashed, or not since it was last touched. */
  digest(name: string, { size, mtimeMs, ctimeMs, ino, dev }: FileFacts): string | null {
    const row = this.#row(name)
    if (row === undefined) return null
    const known = row[1] === size && row[2] === mtimeMs && row[3] === ctimeMs && row[4] === ino
    return known && row[5] === dev ? row[0] : null
  }

  /** True where a file of this name was hashed before, whatever has become of it. */
  hasSeen(name: string): boolean {
    return this.#row(name) !== undefined
  }

  /** Notes a hash. `sinceMs` is the clock's time before the first byte was read; what changed just before it is not noted. */
  note(name: string, facts: FileFacts, sha256: string, sinceMs: number): void {
    const { size, mtimeMs, ctimeMs, ino, dev } = facts
    if (this.digest(name, facts) === sha256 || isTooYoung(ctimeMs, sinceMs)) return
    this.#rows(groupOf(name))[name] = [sha256, size, mtimeMs, ctimeMs, ino, dev]
    this.#isChanged = true
  }

  /** Notes a hash of a file that we made ourselves and that nobody else writes. */
  noteOwn(name: string, { size, mtimeMs, ctimeMs, ino, dev }: FileFacts, sha256: string): void {
    this.#rows(groupOf(name))[name] = [sha256, size, mtimeMs, ctimeMs, ino, dev]
    this.#isChanged = true
  }

  /** A file of ours got a further name, or lost one: that changes its ctime and nothing else. */
  noteLinked(name: string, facts: FileFacts): void {
    const row = this.#row(name)
    if (row === undefined || row[3] === facts.ctimeMs || isTooYoung(facts.ctimeMs, Date.now())) return
    const rest = this.digest(name, { ...facts, ctimeMs: row[3] })
    if (rest !== null) this.noteOwn(name, facts, rest)
  }

  /** Forgets a file. */
  forget(name: string): void {
    if (!this.hasSeen(name)) return
    // A key of an object that is written as JSON: nothing else reads it.
    Reflect.deleteProperty(this.#rows(groupOf(name)), name)
    this.#isChanged = true
  }

  /** Forgets every group that is not among these. */
  keepGroups(groups: ReadonlySet<string>): void {
    for (const group of this.#groups.keys()) {
      if (!groups.has(group)) this.#isChanged = this.#groups.delete(group)
    }
  }

  /** Writes the ledger, if there is something new in it. */
  save(): void {
    if (!this.#isChanged) return
    const lines = [...this.#groups].map(([group, rows]) => `${group}\t${asText(rows)}`)
    writeSealed(this.#path, [HEAD, ...lines].join('\n'))
    this.#isChanged = false
  }

  #row(name: string): Row | undefined {
    const rows = this.#rows(groupOf(name))
    return Object.hasOwn(rows, name) ? rows[name] : undefined
  }

  #rows(group: string): Rows {
    const found = this.#groups.get(group) ?? '{}'
    if (typeof found !== 'string') return found
    const rows = JSON.parse(found) as Rows
    this.#groups.set(group, rows)
    return rows
  }
}

function parse(text: string | null): Map<string, string> {
  const [head, ...lines] = (text ?? '').split('\n')
  if (head !== HEAD) return new Map()
  return new Map(lines.map((line) => [line.slice(0, line.indexOf('\t')), line.slice(line.indexOf('\t') + 1)]))
}

function asText(rows: string | Rows): string {
  return typeof rows === 'string' ? rows : JSON.stringify(rows)
}

function groupOf(name: string): string {
  return name.slice(0, name.indexOf('/'))
}
