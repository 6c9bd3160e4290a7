/**
 * nnU-Net looks data sets up by their number, so names have a fixed form and numbers are unique in a store.
 */
import type { Problem } from '../zoo/problem.ts'
import type { CheckContext, Named } from './check.ts'

export function checkNnunetNames(
  entries: readonly Named[],
  { label }: Pick<CheckContext, 'label'>,
): Problem[] {
  const seen = new Map<string, string>()
  return entries.flatMap(({ id, nnunet }): Problem[] => {
    if (!nnunet) return []
    const number = /^Dataset(\d{3})_[A-Za-z0-9._-]+$/.exec(id)?.[1]
    const problem = (message: string): Problem => ({ file: `${label}/${id}`, message, severity: 'error' })
    if (number === undefined) {
      return [
        problem(
          'The folder of nnU-Net results must be named Dataset, three digits, "_" and a name: Dataset123_Liver.',
        ),
      ]
    }
    const first = seen.get(number)
    seen.set(number, first ?? id)
    if (first === undefined) return []
    return [
      problem(
        `The number ${number} is that of ${label}/${first} too; nnU-Net then finds neither. Renumber one.`,
      ),
    ]
  })
}
