/**
 * Files that `torch.save` wrote before torch 1.6: five pickles one behind the other (a magic number, a protocol, facts about the system,
 * the object, the keys of its storages), and then each storage: its length in numbers, and its bytes, which are passed over.
 * Layout: torch/serialization.py, `_legacy_save`.
 */
import { bytesOf, type ByteSource } from '../../lib/byte-source.ts'
import { Cursor } from '../cursor.ts'
import { FormatError } from '../finding.ts'
import type { InspectOptions, Inspection } from '../inspection.ts'
import { judgePickles, machineRules, reportImports, type ImportRules } from '../pickle/imports.ts'
import { readPickle, type Pickle } from '../pickle/machine.ts'
import { isKind, itemsOf, type Value } from '../pickle/value.ts'
import { emptyReport } from '../report.ts'
import { readNnunetPlans } from './nnunet-notes.ts'
import { parseStorage, type Storage } from './persistent.ts'
import { contents } from './zip.ts'

const MAGIC = 0x1950a86a20f9469cfc6cn
const PROTOCOL = 1001
/** The number alone, in any protocol: nothing else may be in the first pickle. */
const FIRST =
  /^(?:L119547037146038801333356L?\n|(?:\x80[\0-\x05](?:\x95[^]{8})?)?\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19)\.$/
/** No protocol writes it longer, and each writes it in one of these ways. */
const MAGIC_BYTES = 64
const MAGIC_SPELT = [Buffer.from('6cfc9c46f9206aa85019', 'hex'), Buffer.from(String(MAGIC))]

/** True where the first pickle is the magic number, in whichever protocol. */
export function isTorchLegacy(head: Buffer): boolean {
  if (!MAGIC_SPELT.some((spelt) => head.subarray(0, MAGIC_BYTES).includes(spelt))) return false
  const { value } = readPickle(
    new Cursor(bytesOf(head.subarray(0, MAGIC_BYTES))),
    machineRules({ own: new Set() }),
  )
  return value === MAGIC
}

export function inspectTorchLegacy(source: ByteSource, { own }: InspectOptions): Inspection {
  const rules: ImportRules = { own }
  const storages = new Map<string, Storage>()
  const cursor = new Cursor(source)
  const pickles = readFive(cursor, rules, storages)
  const last = pickles.at(-1)!
  if (last.fault === null) {
    try {
      checkLayout(source, pickles)
      passStorages(cursor, last.value, storages)
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      last.fault = error
    }
  }
  const report = {
    ...emptyReport('torch-legacy', 'known-imports'),
    ...reportImports(pickles, rules),
    ...contents(pickles[3]?.value ?? null),
  }
  return { report, findings: judgePickles(pickles, rules), plans: readNnunetPlans(pickles[3]?.value ?? null) }
}

/** Up to the one that breaks off. */
function readFive(cursor: Cursor, rules: ImportRules, storages: Map<string, Storage>): Pickle[] {
  const note = (id: Value) => {
    const storage = parseStorage(id)
    storages.set(storage.key, storage)
  }
  const pickles: Pickle[] = []
  while (pickles.length < 5 && pickles.at(-1)?.fault == null) {
    pickles.push(readPickle(cursor, machineRules(rules, pickles.length === 3 ? note : null)))
  }
  return pickles
}

function checkLayout(source: ByteSource, pickles: readonly Pickle[]): void {
  const [magic, protocol, system, , keys] = pickles.map(({ value }) => value)
  const first = source.read(0, Math.min(pickles[0]!.end, MAGIC_BYTES)).toString('latin1')
  const isRight =
    magic === MAGIC &&
    FIRST.test(first) &&
    protocol === PROTOCOL &&
    isKind(system, 'dict') &&
    isKind(keys, 'list')
  if (!isRight || pickles.some(({ imports }, index) => index !== 3 && imports.size > 0))
    throw new FormatError('The file begins like one of old torch, and then differs.', pickles[0]!.end)
}

/** The storages follow in the order of their keys, up to the very end. */
function passStorages(cursor: Cursor, keys: Value | null, storages: ReadonlyMap<string, Storage>): void {
  for (const key of itemsOf(keys ?? undefined)) {
    const storage = typeof key === 'string' ? storages.get(key) : undefined
    if (storage === undefined)
      throw new FormatError('The file lists a storage that no tensor has.', cursor.offset)
    if (cursor.i64() !== BigInt(storage.length))
      throw new FormatError(
        `The storage ${storage.key} has another length than its tensors speak of.`,
        cursor.offset - 8,
      )
    cursor.skip(storage.size)
  }
  if (cursor.left > 0) throw new FormatError('Something follows the last storage.', cursor.offset)
  if (storages.size !== itemsOf(keys ?? undefined).length)
    throw new FormatError('A storage that tensors speak of is missing.', cursor.offset)
}
