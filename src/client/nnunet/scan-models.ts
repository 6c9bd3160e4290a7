/**
 * Reads what a model brings before anybody loads it. nnU-Net loads checkpoints and postprocessing.pkl as pickles without a filter, and
 * whatever they import runs; what its plans name is imported and called, too. Here all of them are only read.
 */
import { join } from 'node:path'
import { withFile } from '../../lib/byte-source.ts'
import { UserError } from '../../lib/user-error.ts'
import { inspectFile } from '../../inspect/recognise.ts'
import type { Inspection } from '../../inspect/inspection.ts'
import { allowedRole, isKnownToRunCode } from '../../inspect/pickle/allowed.ts'
import { dottedName } from '../../inspect/pickle/value.ts'
import { escapeHidden, quote } from '../../zoo/problem.ts'
import type { PublishedFile } from '../store/model.ts'
import { importsOfPlans } from './plans-imports.ts'

/** The one function that nnU-Net names in postprocessing.pkl (nnunetv2/postprocessing/remove_connected_components.py). */
const POSTPROCESSING =
  'nnunetv2.postprocessing.remove_connected_components.remove_all_but_largest_component_from_segmentation'
const SHOWN = 10

export interface ToScan {
  /** Holds everything. */
  dir: string
  files: readonly PublishedFile[]
  /** Paths of plans among them. */
  plans: readonly string[]
}

/**
 * @throws UserError where one of the files would run code when nnU-Net loads it, or is broken. `allowed`: imports that the person vouches
 * for, as `module.name`.
 */
export function scanModels({ dir, files, plans }: ToScan, allowed: ReadonlySet<string>): void {
  const paths = new Set(files.map(({ path }) => path))
  const unknown = new Set<string>()
  const problems = files.flatMap(({ path }) => {
    const own = ownImports(path, allowed)
    const inspection = withFile(join(dir, path), (bytes) => inspectFile(bytes, path, { own, paths }))
    if (inspection === null) return []
    for (const name of importsBeyond(inspection, own)) unknown.add(name)
    return problemsOf(inspection, path, own)
  })
  for (const path of plans) {
    const imports = importsOfPlans(join(dir, path))?.filter((name) => !allowed.has(name)) ?? null
    for (const name of imports ?? []) unknown.add(name)
    if (imports?.length !== 0) problems.push(`${escapeHidden(path)}: ${planFault(imports)}`)
  }
  if (problems.length > 0) throw new UserError([...problems.slice(0, 50), advice([...unknown])].join('\n'))
}

function planFault(imports: readonly string[] | null): string {
  return imports === null
    ? 'it is not the JSON of plans, so nobody can tell what nnU-Net would import for it.'
    : `for it nnU-Net imports and calls ${shown(imports)}.`
}

function importsBeyond({ report }: Inspection, own: ReadonlySet<string>): string[] {
  return (report?.imports ?? []).filter((name) => allowedRole(name) === null && !own.has(dottedName(name)))
}

function problemsOf(inspection: Inspection, path: string, own: ReadonlySet<string>): string[] {
  return faultsOf(inspection, own).map((fault) => `${escapeHidden(path)}: ${fault}`)
}

/** What keeps a file from being loaded without fear, one sentence each. `own`: imports that somebody vouches for. */
export function faultsOf(inspection: Inspection, own: ReadonlySet<string>): string[] {
  const imports = importsBeyond(inspection, own)
  const others = inspection.findings.filter(
    ({ kind, severity }) => severity === 'error' && kind !== 'checkpoint-import',
  )
  return [
    ...(imports.length > 0 ? [`loading it imports ${shown(imports)}.`] : []),
    ...(inspection.report?.format === 'torchscript'
      ? ['it is TorchScript, which brings code of its own that loading it runs.']
      : []),
    ...others.map(({ message }) => escapeHidden(message)),
  ]
}

/** What a file of a model may import beside our list. */
export function ownImports(path: string, allowed: ReadonlySet<string>): ReadonlySet<string> {
  return path.endsWith('/postprocessing.pkl') ? new Set([...allowed, POSTPROCESSING]) : allowed
}

function shown(imports: readonly string[]): string {
  const names = imports
    .slice(0, SHOWN)
    .map((name) => quote(dottedName(name)) + (isKnownToRunCode(name) ? ' (known to run code)' : ''))
  return names.join(', ') + (imports.length > SHOWN ? ` and ${imports.length - SHOWN} more` : '')
}

function advice(unknown: readonly string[]): string {
  const nothing = 'nnU-Net loads these files without a filter, so nothing was installed.'
  const names = unknown.filter((name) => /^[\w.:]{1,200}$/.test(name) && !isKnownToRunCode(name))
  if (names.length === 0 || names.length < unknown.length) return nothing
  return `${nothing} If you know these imports and trust them: zoopress install, with --allow-imports ${names.slice(0, SHOWN).map(dottedName).join(',')}`
}
