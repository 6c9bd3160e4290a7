/**
 * Takes a tar archive apart as its bytes come, and keeps the members that are wanted: ustar, with pax headers for long paths, as this
 * store writes them. Source: POSIX (IEEE 1003.1), pax, "ustar Interchange Format".
 */
const BLOCK = 512
const MOST_PAX_BYTES = 64 * 1024

/** Of the block that is read: where its bytes go. */
type Part = { kind: 'head' } | { kind: 'skip' } | Kept

interface Kept {
  kind: 'pax' | 'file'
  path: string
  bytes: Uint8Array<ArrayBuffer>
}

export class TarReader {
  readonly found = new Map<string, Uint8Array<ArrayBuffer>>()
  readonly #wanted: ReadonlySet<string>
  readonly #mostBytes: number
  readonly #head = new Uint8Array(BLOCK)
  #part: Part = { kind: 'head' }
  #filled = 0
  #left = BLOCK
  #padding = 0
  #longPath: string | null = null
  #isOver = false

  /** `mostBytes`: no member that is wanted may be larger. */
  constructor(wanted: Iterable<string>, mostBytes: number) {
    this.#wanted = new Set(wanted)
    this.#mostBytes = mostBytes
  }

  /** False: everything wanted was found, or the archive has ended. @throws Error where a member is too large, or this is no tar. */
  push(bytes: Uint8Array): boolean {
    for (let at = 0; at < bytes.length && !this.#isOver;) {
      const piece = bytes.subarray(at, at + this.#left)
      const part = this.#part
      if (part.kind === 'head') this.#head.set(piece, this.#filled)
      else if (part.kind !== 'skip') part.bytes.set(piece, this.#filled)
      this.#filled += piece.length
      this.#left -= piece.length
      at += piece.length
      if (this.#left === 0) this.#next(part)
    }
    return !this.#isOver
  }

  #next(part: Part): void {
    if (part.kind === 'head') {
      this.#begin()
      return
    }
    if (part.kind === 'pax') this.#longPath = paxPath(part.bytes)
    if (part.kind === 'file') this.found.set(part.path, part.bytes)
    if (this.found.size === this.#wanted.size) this.#isOver = true
    if (this.#padding > 0) this.#expect({ kind: 'skip' }, this.#padding)
    else this.#expect({ kind: 'head' }, BLOCK)
    this.#padding = 0
  }

  #begin(): void {
    if (this.#head.every((byte) => byte === 0)) {
      this.#isOver = true
      return
    }
    if (text(this.#head, 257, 5) !== 'ustar') throw new Error('no tar archive')
    const { path, size, type } = { ...readHead(this.#head) }
    this.#padding = (BLOCK - (size % BLOCK)) % BLOCK
    const isPax = type === 'x'
    const name = this.#longPath ?? path
    if (!isPax) this.#longPath = null
    const isKept = isPax || (type === '0' && this.#wanted.has(name))
    if (isKept && size > (isPax ? MOST_PAX_BYTES : this.#mostBytes)) throw new Error('a member is too large')
    if (isKept) this.#expect({ kind: isPax ? 'pax' : 'file', path: name, bytes: new Uint8Array(size) }, size)
    else this.#expect({ kind: 'skip' }, size)
  }

  #expect(part: Part, bytes: number): void {
    this.#part = part
    this.#filled = 0
    this.#left = bytes
    if (bytes === 0) this.#next(part)
  }
}

function readHead(head: Uint8Array): { path: string; size: number; type: string } {
  const [name, prefix] = [text(head, 0, 100), text(head, 345, 155)]
  const size = sizeOf(head)
  if (!Number.isSafeInteger(size) || size < 0) throw new Error('no tar archive')
  return { path: prefix === '' ? name : `${prefix}/${name}`, size, type: text(head, 156, 1) || '0' }
}

/** Octal digits, or from 8 GiB on the number itself. */
function sizeOf(head: Uint8Array): number {
  if (head[124] !== 0x80) return Number.parseInt(text(head, 124, 12), 8)
  return head.subarray(125, 136).reduce((size, byte) => size * 256 + byte, 0)
}

/** The path in records of `<length> <key>=<value>\n`. */
function paxPath(bytes: Uint8Array): string | null {
  return /^\d+ path=(.*)$/m.exec(new TextDecoder().decode(bytes))?.[1] ?? null
}

function text(bytes: Uint8Array, offset: number, length: number): string {
  const field = bytes.subarray(offset, offset + length)
  const end = field.indexOf(0)
  return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end)).trim()
}
