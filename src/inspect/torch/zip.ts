/**
 * Files that `torch.save` and `torch.jit.save` write since torch 1.6: a zip archive of one folder, with the pickle in `data.pkl` and the
 * bytes of tensors in `data/<key>`, stored. The latter are never read.
 */
import type { ByteSource } from '../../lib/byte-source.ts'
import { Cursor } from '../cursor.ts'
import { FormatError, type Finding } from '../finding.ts'
import type { InspectOptions, Inspection } from '../inspection.ts'
import { corrupt, judgePickles, machineRules, reportImports, type ImportRules } from '../pickle/imports.ts'
import { readPickle, type Pickle } from '../pickle/machine.ts'
import { startsLikePickle } from '../pickle/plain.ts'
import type { Value } from '../pickle/value.ts'
import { quoted } from '../quoted.ts'
import { emptyReport } from '../report.ts'
import { openCheckedRecord, readRecordHead, type ZipRecord } from '../zip/records.ts'
import { readNnunetNotes, readNnunetPlans } from './nnunet-notes.ts'
import { parseStorage } from './persistent.ts'
import { findTensors } from './tensors.ts'

const PICKLE_BYTES = 256 * 1024 * 1024
/** Compiled by `torch.jit`: run by an interpreter of its own, from code that lies in the file. */
const SCRIPT = /^[^/]+\/(constants\.pkl|code\/.*)$/
const SCRIPT_IMPORT = /^(__torch__|torch\.jit\._pickle)[.:]/
const KNOWN =
  /^[^/]+\/(data\.pkl|version|byteorder|data\/\d+|\.data\/serialization_id|\.format_version|\.storage_alignment)$/
const KNOWN_IN_SCRIPT =
  /^[^/]+\/(constants\.pkl|(code|extra|constants)\/.*|.*\.debug_pkl|attributes\.pkl|model\.json|tensors\/\d+|traced_inputs\.pkl|traced_inputs\/\d+|mobile_debug_handles\.pkl|bytecode\.pkl|metadata\.pkl|.*\/compile_spec.*)$/

/** True where the list of a zip archive is that of a file of torch. */
export function isTorchZip(records: readonly ZipRecord[]): boolean {
  return records.some(({ name }) => /^[^/]+\/data\.pkl$/.test(name))
}

export function inspectTorchZip(
  source: ByteSource,
  records: readonly ZipRecord[],
  { own }: InspectOptions,
): Inspection {
  const isScript = records.some(({ name }) => SCRIPT.test(name))
  const rules: ImportRules = { own, ...(isScript && { isExtra: (name) => SCRIPT_IMPORT.test(name) }) }
  const findings = [...rootFindings(records), ...unknownFindings(records, isScript)]
  const files = new ZipFiles(source, records)
  const pickles = files.readPickles(rules, isScript, findings)
  findings.push(...judgePickles([...pickles.values()], rules))
  if (isScript) {
    const { imports } = reportImports([...pickles.values()], rules)
    return {
      report: { ...emptyReport('torchscript', 'code'), imports },
      findings: [...findings, scriptWarning()],
    }
  }
  const data = [...pickles].find(([name]) => /^[^/]+\/data\.pkl$/.test(name))?.[1].value ?? null
  const report = {
    ...emptyReport('torch', 'known-imports'),
    ...reportImports([...pickles.values()], rules),
    ...contents(data),
  }
  return { report, findings, plans: readNnunetPlans(data) }
}

/** What the pickle says of the weights. */
export function contents(value: Value) {
  return { ...findTensors(value), nnunet: readNnunetNotes(value) }
}

class ZipFiles {
  readonly #source: ByteSource
  readonly #records: readonly ZipRecord[]
  readonly #sizes: ReadonlyMap<string, number>

  constructor(source: ByteSource, records: readonly ZipRecord[]) {
    this.#source = source
    this.#records = records
    this.#sizes = new Map(records.map(({ name, size }) => [name.slice(name.indexOf('/') + 1), size]))
  }

  /** Every pickle of the archive, by name: by the name of the record, or by what it begins with. */
  readPickles(rules: ImportRules, isScript: boolean, findings: Finding[]): Map<string, Pickle> {
    const pickles = new Map<string, Pickle>()
    for (const record of this.#records) {
      try {
        if (this.#isPickle(record)) pickles.set(record.name, this.#readPickle(record, rules, isScript))
      } catch (error) {
        if (!(error instanceof FormatError)) throw error
        findings.push(corrupt(error))
      }
    }
    return pickles
  }

  #isPickle(record: ZipRecord): boolean {
    if (/\.(pkl|pickle)$/i.test(record.name)) return true
    if (/^[^/]+\/(data|tensors|constants|traced_inputs)\/\d+$/.test(record.name)) return false
    return startsLikePickle(readRecordHead(this.#source, record, 2))
  }

  #readPickle(record: ZipRecord, rules: ImportRules, isScript: boolean): Pickle {
    const bytes = openCheckedRecord(this.#source, record, PICKLE_BYTES)
    if (bytes.size > PICKLE_BYTES)
      throw new FormatError(`${record.name} is larger than 256 MiB.`, record.header)
    // Of a stored record the place in the file is known, of a deflated one only that of the record.
    const isStored = record.method === 0
    const cursor = isStored
      ? new Cursor(this.#source, record.start, record.start + record.size)
      : new Cursor(bytes)
    const pickle = readPickle(
      cursor,
      machineRules(rules, (id) => this.#checkStorage(id, isScript)),
    )
    if (pickle.fault === null && cursor.left > 0)
      pickle.fault = new FormatError(`Something follows the pickle in ${quoted(record.name)}.`, cursor.offset)
    return isStored ? pickle : moved(pickle, record.header)
  }

  /** What TorchScript keeps is read by an interpreter of its own, which checks it. */
  #checkStorage(id: Value, isScript: boolean): void {
    const { key, size } = parseStorage(id)
    const found = this.#sizes.get(`data/${key}`)
    if (!isScript && found !== size)
      throw new FormatError(
        `The file holds ${found ?? 'no'} bytes of the storage ${key}, and its pickle speaks of ${size}.`,
      )
  }
}

/** The same pickle with all its places at one: where its record lies. */
function moved(pickle: Pickle, byte: number): Pickle {
  return {
    ...pickle,
    imports: new Map([...pickle.imports].map(([name, found]) => [name, { ...found, byte }])),
    findings: pickle.findings.map((found) => ({ ...found, byte })),
    fault: pickle.fault && new FormatError(pickle.fault.message, byte),
  }
}

function rootFindings(records: readonly ZipRecord[]): Finding[] {
  const roots = new Set(records.map(({ name }) => name.split('/')[0]))
  return roots.size === 1
    ? []
    : [corrupt(new FormatError('The archive has more than one folder at its top.', 0))]
}

function unknownFindings(records: readonly ZipRecord[], isScript: boolean): Finding[] {
  const isKnown = ({ name }: ZipRecord) => KNOWN.test(name) || (isScript && KNOWN_IN_SCRIPT.test(name))
  const unknown = records.find((record) => !isKnown(record))
  if (unknown === undefined) return []
  return [
    corrupt(
      new FormatError(
        `The archive holds ${quoted(unknown.name)}, which torch does not write.`,
        unknown.header,
      ),
    ),
  ]
}

function scriptWarning(): Finding {
  const message =
    'This is TorchScript: loading it runs code that it brings along. Its page says so; a state_dict or safetensors would need no such word.'
  return { byte: null, kind: 'checkpoint-code', message, severity: 'warning' }
}
