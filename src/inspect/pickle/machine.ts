/**
 * Reads a pickle without making anything of it: a machine with Python's opcodes whose values are only what they would be.
 *
 * What a pickle can do to whoever loads it, it does through the globals that it names. So the machine knows every opcode by its length,
 * follows the names through stack and memo, and says of each global whether it is called and where. Whatever the real machine would
 * stumble over is an error here too, and what was named before it counts all the same: that code would have run.
 * Opcodes: CPython's Lib/pickletools.py, protocols 0 to 5.
 */
import { Cursor } from '../cursor.ts'
import { FormatError, LimitError, type Finding } from '../finding.ts'
import { OPCODES } from './opcodes.ts'
import { PickleStack } from './stack.ts'
import {
  globalName,
  isKind,
  itemsOf,
  NO_ITEMS,
  OPAQUE,
  type Called,
  type Global,
  type Value,
} from './value.ts'

/** More than the largest real checkpoints need; they keep time and memory within bounds. */
export const LIMITS = {
  opcodes: 20_000_000,
  stack: 100_000,
  memo: 2_000_000,
  text: 64 * 1024 * 1024,
  kept: 1_000_000,
}
/** Longer text is no name, and is not kept. */
const NAME_BYTES = 1024

const STOP = 0x2e
const PROTO = 0x80

export interface MachineRules {
  /** Hears of each object outside the pickle that is named, such as a storage, and throws where it is none; null: there are none. */
  persistent: ((id: Value) => void) | null
  /** True for a global that may be called. */
  isCallable: (name: string) => boolean
}

/** A global that a pickle names. */
export interface Import {
  name: string
  /** Where it is first named. */
  byte: number
  isCalled: boolean
}

export interface Pickle {
  /** What unpickling would give; null where it would break off. */
  value: Value | null
  /** Where the next byte after it lies. */
  end: number
  /** By name. */
  imports: Map<string, Import>
  findings: Finding[]
  /** Why it breaks off; null: it does not. */
  fault: FormatError | null
}

/** Reads the pickle at the cursor. Never throws for what the bytes hold. */
export function readPickle(cursor: Cursor, rules: MachineRules): Pickle {
  const machine = new Machine(cursor, rules)
  try {
    const value = machine.run()
    return { ...machine.seen, value, end: cursor.offset, fault: null }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    error.byte ??= machine.at
    return { ...machine.seen, value: null, end: cursor.offset, fault: error }
  }
}

export class Machine extends PickleStack {
  readonly cursor: Cursor
  readonly rules: MachineRules
  readonly seen: Pick<Pickle, 'imports' | 'findings'> = { imports: new Map(), findings: [] }
  /** Where the opcode lies that is being carried out. */
  at = 0

  constructor(cursor: Cursor, rules: MachineRules) {
    super(LIMITS)
    this.cursor = cursor
    this.rules = rules
  }

  run(): Value {
    const { cursor } = this
    for (let count = 0; count < LIMITS.opcodes; count++) {
      this.at = cursor.offset
      const code = cursor.u8()
      if (code === STOP) return this.pop()
      if (code === PROTO && count > 0) this.findUseless('a second protocol')
      const carryOut = OPCODES[code]
      if (carryOut === undefined)
        throw new FormatError(`There is no opcode 0x${code.toString(16).padStart(2, '0')}.`)
      carryOut(this)
    }
    throw new LimitError(`The pickle has more than ${LIMITS.opcodes} opcodes.`)
  }

  /** Text of up to `length` bytes: kept where it may be a name. */
  text(length: number): Value {
    if (length <= NAME_BYTES) return this.cursor.bytes(length).toString('utf8')
    if (length > LIMITS.text && length <= this.cursor.left)
      throw new LimitError('A text is longer than 64 MiB.')
    this.cursor.skip(length)
    return OPAQUE
  }

  data(length: number): Value {
    if (length > this.cursor.left) throw new FormatError('The data end in the middle.')
    if (length <= NAME_BYTES) return { kind: 'opaque', bytes: this.cursor.bytes(length) }
    this.cursor.skip(length)
    return OPAQUE
  }

  /** Null: too long for a name or a number. */
  line(): string | null {
    return this.cursor.line(NAME_BYTES, LIMITS.text)?.toString('utf8') ?? null
  }

  /** The line as a number. Python also takes other bases, blanks and underscores. */
  numberLine(): Value {
    const text = this.line()?.trim().replace(/L$/, '')
    if (text === undefined) return OPAQUE
    if (text === '00' || text === '01') return text === '01'
    if (!/^[+-]?(0[xob])?[\da-f_]+$/i.test(text)) throw new FormatError('A number is expected here.')
    return /^[+-]?\d{1,100}$/.test(text) ? asNumber(BigInt(text.replace('+', ''))) : OPAQUE
  }

  floatLine(): Value {
    const text = this.line()?.trim() ?? ''
    if (!/^[+-]?(nan|inf(inity)?|[\d_]*\.?[\d_]*(e[+-]?[\d_]+)?)$/i.test(text))
      throw new FormatError('A number is expected here.')
    return Number(text)
  }

  /** Python's escapes are not undone: what holds one is no name of ours. */
  quotedLine(): Value {
    const text = this.line()?.trim()
    if (text === undefined) return OPAQUE
    const quote = text[0]
    if (text.length < 2 || (quote !== "'" && quote !== '"') || !text.endsWith(quote))
      throw new FormatError('A text in quotes is expected here.')
    return plainText(text.slice(1, -1))
  }

  unicodeLine(): Value {
    return plainText(this.line() ?? '\\')
  }

  index(): number {
    const value = this.numberLine()
    if (typeof value !== 'number' || value < 0)
      throw new FormatError('An index of the memo is expected here.')
    return value
  }

  /** Little-endian, two's complement. */
  long(length: number): Value {
    if (length < 0 || length > this.cursor.left) throw new FormatError('A number is longer than the file.')
    if (length > 128) {
      this.cursor.skip(length)
      return OPAQUE
    }
    const bytes = this.cursor.bytes(length)
    if (length === 0) return 0
    return asNumber(BigInt.asIntN(length * 8, BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`)))
  }

  import(module: string, name: string): Global {
    const global: Global = { kind: 'global', module, name }
    const full = globalName(global)
    if (!this.seen.imports.has(full)) {
      if (this.seen.imports.size >= 10_000) throw new LimitError('The pickle names more than 10,000 globals.')
      this.seen.imports.set(full, { name: full, byte: this.at, isCalled: false })
    }
    return global
  }

  globalLines(): Global {
    const [module, name] = [this.line(), this.line()]
    if (module === null || name === null) throw new FormatError('The name of a global is longer than any.')
    return this.import(module, name)
  }

  stackGlobal(): void {
    const name = this.pop()
    const module = this.pop()
    if (typeof name === 'string' && typeof module === 'string') this.push(this.import(module, name))
    else throw new FormatError('A global is named by something that is no plain text.')
  }

  call(callee: Value, args: Value): void {
    const called: Called = { kind: 'called', callee: null, args, items: NO_ITEMS }
    if (isKind(callee, 'global')) {
      called.callee = callee
      const name = globalName(callee)
      this.seen.imports.get(name)!.isCalled = true
      const misuse = misuseOf(name, itemsOf(args))
      if (misuse !== null) this.find('checkpoint-call', `${misuse} Nothing that is known does so.`)
      else if (!this.rules.isCallable(name)) this.mayNotCall(name)
    } else {
      this.find(
        'checkpoint-call',
        'Something is called that was computed while loading. Nothing that is known does so.',
      )
    }
    this.push(called)
  }

  /** Of what is not on the list at all, its import is reported. */
  mayNotCall(name: string): void {
    this.find('checkpoint-call', `${name} is called, which checkpoints only hand around as data.`)
  }

  build(): void {
    this.pop()
    if (!isKind(this.top(), 'called'))
      this.find(
        'checkpoint-call',
        'The state of something is set that is not the result of a call. Nothing that is known does so.',
      )
  }

  persistent(id: Value): void {
    if (this.rules.persistent === null)
      throw new FormatError('An object outside the pickle is named, and there is none.')
    this.rules.persistent(id)
    this.push({ kind: 'persistent', id })
  }

  find(kind: string, message: string): void {
    if (this.seen.findings.length < 20)
      this.seen.findings.push({ byte: this.at, kind, message, severity: 'error' })
  }

  /** Python would go on, and so does this, to see what comes. */
  duplicate(): void {
    this.findUseless('DUP')
    this.push(this.top())
  }

  /** Python would break off here, unless whoever loads the pickle has prepared for it. */
  refuse(what: string): never {
    throw new FormatError(`The pickle uses ${what}, which checkpoints have no use for.`)
  }

  findUseless(what: string): void {
    this.find(
      'corrupt-checkpoint',
      `The pickle uses ${what}, which checkpoints have no use for. Save the file again, or remove it.`,
    )
  }
}

/** Calls that are fine with the arguments that checkpoints give, and with no others. */
function misuseOf(name: string, args: readonly Value[]): string | null {
  if (name === '_codecs.encode' && args[1] !== 'latin1')
    return '_codecs.encode is called with another codec than latin1.'
  // Protocol 2 writes no bytes at all so, and all others as text.
  return /^(__builtin__|builtins)\.bytes$/.test(name) && args.length > 0
    ? `${name} is called with arguments.`
    : null
}

function asNumber(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

function plainText(text: string): Value {
  return text.includes('\\') || text.length > NAME_BYTES ? OPAQUE : text
}
