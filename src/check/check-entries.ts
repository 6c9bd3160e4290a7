/**
 * Every rule over entries that have been read. A rule sees all entries, so that it can compare them.
 */
import type { Entry } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'
import type { Check, CheckContext } from './check.ts'
import { checkDigitsFiles } from './digits-files.ts'
import { checkDigitsNames } from './digits-names.ts'
import { checkIds } from './ids.ts'
import { checkLfsPointers } from './lfs-pointers.ts'
import { checkNnunetNames } from './nnunet-names.ts'
import { checkNothingMissing } from './nothing-missing.ts'
import { checkPaths } from './paths.ts'

const CHECKS: readonly Check[] = [
  checkIds,
  checkPaths,
  checkLfsPointers,
  checkDigitsFiles,
  checkDigitsNames,
  checkNnunetNames,
  checkNothingMissing,
]

export async function checkEntries(entries: readonly Entry[], context: CheckContext): Promise<Problem[]> {
  const problems: Problem[] = []
  for (const check of CHECKS) problems.push(...(await check(entries, context)))
  return problems
}
