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
import { checkGitFiles } from './host-limits.ts'
import { checkIds } from './ids.ts'
import { checkLitter } from './litter.ts'
import { checkMonaiNames } from './monai-names.ts'
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
  checkGitFiles,
]

export interface CheckedEntries {
  /** With what was found in their files. */
  entries: Entry[]
  problems: Problem[]
}

/** Every rule, over all entries of a zoo. */
export async function checkEntries(
  entries: readonly Entry[],
  context: CheckContext,
): Promise<CheckedEntries> {
  const checked = await checkEach(entries, context)
  return { ...checked, problems: [...checkTogether(entries, context), ...checked.problems] }
}

/** The rules that need nothing but the entry, over some entries. */
export async function checkEach(entries: readonly Entry[], context: CheckContext): Promise<CheckedEntries> {
  const checked = await mapInTurns(entries, (entry) => checkEntry(entry, context))
  return { entries: checked.map(({ entry }) => entry), problems: checked.flatMap(({ problems }) => problems) }
}

/** The same over one. */
function checkEntry(entry: Entry, context: CheckContext): { entry: Entry; problems: Problem[] } {
  const { checkpoints, problems } = checkContents(entry, context)
  return {
    entry: { ...entry, checkpoints },
    problems: [...CHECKS.flatMap((check) => check([entry], context)), ...problems],
  }
}

/** The rules that compare entries: they must be given all of them, but little of each. */
export function checkTogether(entries: readonly Named[], { label }: Pick<CheckContext, 'label'>): Problem[] {
  return [checkIds, checkNnunetNames, checkMonaiNames].flatMap((check) => check(entries, { label }))
}
