/** What the ledger knows of a file under zoo/. */
import { lstatSync, type Stats } from 'node:fs'
import type { Ledger } from '../lib/ledger.ts'
import { hashSource, type PackedSource, type Source } from './source.ts'

export interface LookedAt extends PackedSource {
  /** In the ledger. */
  name: string
  /** Before anything was read; undefined: it is not there. */
  facts: Stats | undefined
  /** The clock then: milliseconds since 1970. */
  sinceMs: number
}

/**
 * A source with its hash, where the ledger knows the file and nobody has touched it since. One that was touched is hashed at once,
 * because most often its content is the same and need not be packed again; a new one is left to be hashed while it is packed.
 * @throws SourceError where the file is no longer what was found when the entry was read.
 */
export function lookAt(source: Source, name: string, ledger: Ledger): LookedAt {
  const sinceMs = Date.now()
  const facts = lstatSync(source.path, { throwIfNoEntry: false })
  const looked = { ...source, name, facts, sinceMs }
  const known = facts?.isFile() && facts.size === source.file.size ? ledger.digest(name, facts) : null
  if (known !== null) return { ...looked, sha256: known }
  return ledger.hasSeen(name) ? { ...looked, sha256: hashSource(source).sha256 } : looked
}

/** Notes a hash that has just been found, with what was seen before. */
export function note({ name, facts, sinceMs }: LookedAt, sha256: string, ledger: Ledger): void {
  if (facts !== undefined) ledger.note(name, facts, sha256, sinceMs)
}
