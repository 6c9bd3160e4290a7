/**
 * Judges what pickles import and call: one finding an import that is not on the list.
 */
import { FormatError, type Finding } from '../finding.ts'
import { quoted } from '../quoted.ts'
import { allowedRole, isKnownToRunCode, type OwnImports } from './allowed.ts'
import type { Import, MachineRules, Pickle } from './machine.ts'
import { dottedName } from './value.ts'

const MOST = 20

export interface ImportRules {
  /** What the store's owner allows beside the list. */
  own: OwnImports
  /** Further names that this container may hold; nothing by default. */
  isExtra?: (name: string) => boolean
}

/** What the machine must know of the rules. */
export function machineRules(
  rules: ImportRules,
  persistent: MachineRules['persistent'] = null,
): MachineRules {
  return { persistent, isCallable: (name) => allowedRole(name) !== 'ref' || isOwn(name, rules) }
}

/** Imports that are not on the list. */
export function judgeImports(imports: Iterable<Import>, rules: ImportRules): Finding[] {
  const unknown = [...imports].filter(({ name }) => allowedRole(name) === null && !isOwn(name, rules))
  const findings = unknown.slice(0, MOST).map(toFinding)
  const more = unknown.length - findings.length
  if (more > 0) findings.push(finding(unknown[MOST]!.byte, `${more} more imports are not on the allow list.`))
  return findings
}

/** Everything that is wrong with some pickles of one file. A pickle that breaks off is corrupt; what it imported before counts. */
export function judgePickles(pickles: readonly Pickle[], rules: ImportRules): Finding[] {
  return [
    ...judgeImports(mergeImports(pickles).values(), rules),
    ...pickles.flatMap(({ findings }) => findings),
    ...pickles.flatMap(({ fault }) => (fault === null ? [] : [corrupt(fault)])),
  ]
}

/** A file that is broken, or made so that readers disagree about it. */
export function corrupt({ message, byte }: FormatError): Finding {
  return {
    byte,
    kind: 'corrupt-checkpoint',
    message: `${message} Save the file again, or remove it.`,
    severity: 'error',
  }
}

/** What a report says of imports. */
export function reportImports(pickles: readonly Pickle[], { own }: ImportRules) {
  const imports = [...mergeImports(pickles).keys()].sort()
  const ownImports = imports.filter((name) => allowedRole(name) === null && own.has(dottedName(name)))
  return {
    imports,
    ownImports,
    verdict: ownImports.length > 0 ? ('allowed-imports' as const) : ('known-imports' as const),
  }
}

/** All that some pickles import, by name. */
export function mergeImports(pickles: readonly Pick<Pickle, 'imports'>[]): Map<string, Import> {
  const all = new Map<string, Import>()
  for (const { imports } of pickles)
    for (const [name, found] of imports) if (!all.has(name)) all.set(name, found)
  return all
}

function isOwn(name: string, { own, isExtra }: ImportRules): boolean {
  return own.has(dottedName(name)) || (isExtra?.(name) ?? false)
}

function toFinding({ name, byte }: Import): Finding {
  const shown = quoted(name)
  return isKnownToRunCode(name)
    ? finding(
        byte,
        `Loading this file imports ${shown}, which is known to run code. Do not load it; remove it.`,
      )
    : finding(
        byte,
        `Loading this file imports ${shown}, which is not on the allow list. Save plain tensors (a state_dict, or safetensors), or have the store's owner add the name to allowed-imports.txt.`,
      )
}

function finding(byte: number, message: string): Finding {
  return { byte, kind: 'checkpoint-import', message, severity: 'error' }
}
