/**
 * Every rule over entries that have been read.
 */
import type { Entry } from '../zoo/entry.ts'
import { mapInTurns } from '../zoo/map-in-turns.ts'
import type { Problem } from '../zoo/problem.ts'
import type { Check, CheckContext, Named } from './check.ts'
import { checkContents } from './check-contents.ts'
import { checkDigitsFiles } from './digits-files.ts'
import { checkDigitsNames } from './digits-names.ts'
import { checkIds } from './ids.ts'
import { checkLitter } from './litter.ts'
import { checkNnunetNames } from './nnunet-names.ts'
import { checkNothingMissing } from './nothing-missing.ts'
import { checkPaths } from './paths.ts'

/** Rules that need nothing but the entry. */
const CHECKS: readonly Check[] = [
  checkPaths,
  checkDigitsFiles,
  checkDigitsNames,
  checkLitter,
  checkNothingMissing,
]

/** Every rule, over all entries of a zoo. */
export async function checkEntries(entries: readonly Entry[], context: CheckContext): Promise<Problem[]> {
  return [...checkTogether(entries, context), ...(await checkEach(entries, context))]
}

/** The rules that need nothing but the entry, over some entries. */
export async function checkEach(entries: readonly Entry[], context: CheckContext): Promise<Problem[]> {
  return (await mapInTurns(entries, (entry) => checkEntry(entry, context))).flat()
}

/** The same over one. */
export function checkEntry(entry: Entry, context: CheckContext): Problem[] {
  return [...CHECKS.flatMap((check) => check([entry], context)), ...checkContents(entry, context)]
}

/** The rules that compare entries: they must be given all of them, but little of each. */
export function checkTogether(entries: readonly Named[], { label }: Pick<CheckContext, 'label'>): Problem[] {
  return [...checkIds(entries, { label }), ...checkNnunetNames(entries, { label })]
}
