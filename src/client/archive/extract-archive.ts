/** The second reading of an archive: what was judged is written, and what is written is hashed. */
import type { ByteSource } from '../../lib/byte-source.ts'
import { quote } from '../../zoo/problem.ts'
import { stagedPath, type ListedFile } from './list-archive.ts'
import { memberPath } from './member-path.ts'
import { ArchiveFault, type MemberListener, type RawMember } from './member.ts'
import { readMembers } from './read-archive.ts'
import type { TreeWriter } from './tree-writer.ts'

export interface ToExtract {
  source: ByteSource
  at: string
  /** As the first reading told them. */
  files: readonly ListedFile[]
  /** By path below the staging root; null: the store publishes none. */
  sums: ReadonlyMap<string, string> | null
}

/** @throws ArchiveFault where the archive is not what it was at the first reading, or a file not what the store lists */
export async function extractArchive(
  archive: ToExtract,
  writer: TreeWriter,
  signal: AbortSignal,
): Promise<void> {
  const extraction = new Extraction(archive, writer)
  await readMembers(archive.source, extraction, signal)
  extraction.end()
}

class Extraction implements MemberListener {
  readonly #archive: ToExtract
  readonly #writer: TreeWriter
  #next = 0
  /** Of the file that is being written. */
  #left = 0

  constructor(archive: ToExtract, writer: TreeWriter) {
    this.#archive = archive
    this.#writer = writer
  }

  member({ name, size, kind }: RawMember): void {
    if (kind === 'folder') return
    const file = this.#archive.files[this.#next++]
    if (
      kind !== 'file' ||
      file?.size !== size ||
      file.path !== stagedPath(this.#archive.at, memberPath(name))
    )
      throw changed()
    this.#left = size
    this.#writer.begin(file.path)
    if (size === 0) this.#finish()
  }

  bytes(piece: Buffer): void {
    this.#left -= piece.length
    if (this.#left < 0) throw changed()
    this.#writer.write(piece)
    if (this.#left === 0) this.#finish()
  }

  end(): void {
    if (this.#next !== this.#archive.files.length || this.#left !== 0) throw changed()
  }

  #finish(): void {
    const { path, sha256 } = this.#writer.end()
    const listed = this.#archive.sums?.get(path)
    if (this.#archive.sums !== null && listed !== sha256)
      throw new ArchiveFault(
        `The SHA-256 of ${quote(path)} is ${sha256}, and the store lists ${listed ?? 'none'}.`,
      )
  }
}

function changed(): ArchiveFault {
  return new ArchiveFault('It changed while it was read.')
}
