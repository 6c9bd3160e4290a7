/**
 * Pickles that lie in a file by themselves, one or several behind each other.
 */
import type { ByteSource } from '../../lib/byte-source.ts'
import { Cursor } from '../cursor.ts'
import { FormatError, LimitError } from '../finding.ts'
import { NOTHING, type InspectOptions, type Inspection } from '../inspection.ts'
import { emptyReport } from '../report.ts'
import { judgePickles, machineRules, reportImports, type ImportRules } from './imports.ts'
import { readPickle, type Pickle } from './machine.ts'

/** What could be the names of a module and of something in it. */
const GLOBAL = /^[\p{L}_][\p{L}\p{N}_.]*[.:][\p{L}_][\p{L}\p{N}_.]*$/u
const PROTO = 0x80
const MOST_PICKLES = 10_000
const PICKLE_BYTES = 256 * 1024 * 1024

/** True where a pickle of protocol 2 or later may begin; those before have no sign of their own. */
export function startsLikePickle(head: Buffer): boolean {
  return head[0] === PROTO && (head[1] ?? 6) <= 5
}

/** The pickles of a file that is called one, or begins like one. */
export function inspectPickles(source: ByteSource, { own }: InspectOptions): Inspection {
  const rules: ImportRules = { own }
  const pickles = readAll(source, rules)
  return {
    report: { ...emptyReport('pickle', 'known-imports'), ...reportImports(pickles, rules) },
    findings: judgePickles(pickles, rules),
  }
}

/**
 * The same for a file that nothing calls a pickle: it counts as one only where loading it would import something, either to the end or
 * with a call on the way. Words that happen to look like opcodes do neither. Of a name that loaders take for a pickle's, any import is
 * enough.
 */
export function inspectSuspect(source: ByteSource, options: InspectOptions, isNamed = false): Inspection {
  const pickle = readPickle(new Cursor(source), machineRules({ own: options.own }))
  const imports = [...pickle.imports.values()].filter(({ name }) => GLOBAL.test(name))
  const isWhole = pickle.fault === null && pickle.end === source.size && imports.length > 0
  // A picture of one colour looks like an opcode a million times.
  const isEndless =
    pickle.fault instanceof LimitError && (imports.length > 0 || source.read(0, 1)[0] === PROTO)
  const isOne = isWhole || isEndless || imports.some(({ isCalled }) => isNamed || isCalled)
  return isOne ? inspectPickles(source, options) : NOTHING
}

function readAll(source: ByteSource, rules: ImportRules): Pickle[] {
  const cursor = new Cursor(source, 0, Math.min(source.size, PICKLE_BYTES))
  const pickles: Pickle[] = []
  do pickles.push(readPickle(cursor, machineRules(rules)))
  while (pickles.at(-1)!.fault === null && cursor.left > 0 && pickles.length < MOST_PICKLES)
  const last = pickles.at(-1)!
  if (last.fault === null && (cursor.left > 0 || source.size > PICKLE_BYTES))
    last.fault = new FormatError('The file holds more pickles, or larger ones, than are read.', last.end)
  return pickles
}
