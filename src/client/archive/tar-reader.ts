/**
 * Reads tar strictly, a piece at a time. Whatever readers disagree about is refused, so that what was checked is what is unpacked.
 *
 * Not by a library: measured over 43 hostile archives, node-tar in its strict mode takes names that collide, devices of Windows,
 * control characters and files that nobody listed.
 */
import { ArchiveFault, type MemberListener, type RawMember } from './member.ts'
import { checkGlobalPax, parseLongName, parsePax, type Extension } from './pax.ts'
import { BLOCK, parseTarHeader, type TarHeader } from './tar-fields.ts'

/** Bytes of an extended header. */
const MAX_EXTENSION = 1024 * 1024
/** Bytes of zeros. */
const MAX_BEHIND_END = 16 * 1024 * 1024

const REFUSED: Readonly<Record<string, string>> = {
  '1': 'is a hard link.',
  '2': 'is a symbolic link.',
  '3': 'is a device.',
  '4': 'is a device.',
  '6': 'is a named pipe.',
  S: 'is a sparse file, which systems read in different ways.',
}

type State = 'header' | 'extension' | 'data' | 'padding' | 'end'

export class TarReader {
  readonly #listener: MemberListener
  #state: State = 'header'
  /** Bytes up to the end of the state. */
  #left = BLOCK
  /** Bytes of zeros that fill up the last block of what is read. */
  #padding = 0
  #held: Buffer[] = []
  #extensionType = ''
  #extension: Extension | null = null
  #isLinkNamed = false
  #behindEnd = 0

  constructor(listener: MemberListener) {
    this.#listener = listener
  }

  /** @throws ArchiveFault, and whatever the listener throws */
  write(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length) {
      if (this.#state === 'end') {
        this.#checkEnd(chunk.subarray(at))
        return
      }
      const piece = chunk.subarray(at, at + this.#left)
      at += piece.length
      this.#left -= piece.length
      if (this.#state === 'data') this.#listener.bytes(piece)
      else if (this.#state !== 'padding') this.#held.push(piece)
      if (this.#left === 0) this.#next()
    }
  }

  /** @throws ArchiveFault where the archive was cut off */
  end(): void {
    if (this.#state !== 'end') throw new ArchiveFault('It is cut off: its end is missing.')
  }

  /** What was read last is complete. */
  #next(): void {
    if (this.#state === 'header') {
      this.#header(this.#takeHeld())
      return
    }
    if (this.#state === 'extension') this.#readExtension(this.#takeHeld())
    if (this.#state !== 'padding' && this.#padding > 0) this.#enter('padding', this.#padding)
    else this.#enter('header', BLOCK)
  }

  #takeHeld(): Buffer {
    const held = this.#held.length === 1 ? this.#held[0]! : Buffer.concat(this.#held)
    this.#held = []
    return held
  }

  #enter(state: State, length: number): void {
    this.#state = state
    this.#left = length
  }

  #header(block: Buffer): void {
    if (block.every((byte) => byte === 0)) {
      this.#beginEnd()
      return
    }
    const header = parseTarHeader(block)
    if (['x', 'g', 'L', 'K'].includes(header.type)) this.#beginExtension(header)
    else this.#beginMember(header)
  }

  #beginEnd(): void {
    if (this.#extension !== null || this.#isLinkNamed)
      throw new ArchiveFault('It is broken: the file behind an extended header is missing.')
    this.#state = 'end'
  }

  #beginExtension({ type, size }: TarHeader): void {
    if (size > MAX_EXTENSION)
      throw new ArchiveFault('It is broken: an extended header in it has more than 1 MiB.')
    if (size === 0) throw new ArchiveFault('It is broken: an extended header in it is empty.')
    this.#extensionType = type
    this.#begin('extension', size)
  }

  #readExtension(data: Buffer): void {
    const type = this.#extensionType
    if (type === 'g') {
      checkGlobalPax(data)
      return
    }
    // Its member is a link, and refused.
    if (type === 'K') {
      this.#isLinkNamed = true
      return
    }
    if (this.#extension !== null)
      throw new ArchiveFault('It is broken: two extended headers stand before one file.')
    this.#extension = type === 'x' ? parsePax(data) : parseLongName(data)
  }

  #beginMember(header: TarHeader): void {
    const member = this.#memberOf({ ...header, ...this.#extension })
    this.#extension = null
    this.#isLinkNamed = false
    this.#listener.member(member)
    if (member.kind !== 'file' && member.size > 0)
      throw new ArchiveFault('What is no file in it has a size, which systems read in different ways.')
    this.#begin('data', member.size)
  }

  #memberOf({ name, size, type }: TarHeader): RawMember {
    const isFolder = type === '5' || (type === '\0' && name.at(-1) === 0x2f)
    if (isFolder) return { name: name.at(-1) === 0x2f ? name.subarray(0, -1) : name, size, kind: 'folder' }
    if (this.#isLinkNamed && type !== '1' && type !== '2')
      throw new ArchiveFault('It is broken: the long name of a link stands before what is no link.')
    if (type === '0' || type === '\0') return { name, size, kind: 'file' }
    const refusal = REFUSED[type] ?? 'is neither a file nor a folder.'
    return { name, size, kind: 'refused', refusal }
  }

  #begin(state: 'extension' | 'data', size: number): void {
    this.#padding = (BLOCK - (size % BLOCK)) % BLOCK
    if (size > 0) this.#enter(state, size)
    else this.#enter('header', BLOCK)
  }

  /** Tape drives want full records, so zeros may follow; anything else would be seen by some readers and not by others. */
  #checkEnd(zeros: Buffer): void {
    if (zeros.some((byte) => byte !== 0)) throw new ArchiveFault('Something lies behind its end.')
    this.#behindEnd += zeros.length
    if (this.#behindEnd > MAX_BEHIND_END)
      throw new ArchiveFault('More than 16 MiB of zeros lie behind its end.')
  }
}
