/** What a reader of an archive tells, whatever kind of archive it is. */

/** One member as the archive states it; nothing of it is checked yet. */
export interface RawMember {
  name: Buffer
  /** Bytes. */
  size: number
  kind: 'file' | 'folder' | 'refused'
  /** Of what is refused: the end of a sentence that begins with the name. */
  refusal?: string
}

/** Hears of members in their order, and of the bytes of each file after it. What it throws ends the reading. */
export interface MemberListener {
  member: (member: RawMember) => void
  /** Valid until it returns. */
  bytes: (piece: Buffer) => void
}

/** Ends the reading of an archive: it is broken, cut off, or of a kind that is not read. The message is one full sentence or more. */
export class ArchiveFault extends Error {
  override name = 'ArchiveFault'
}
