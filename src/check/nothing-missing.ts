/**
 * What an entry may lack, but its visitors will miss.
 */
import type { Entry } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'
import type { CheckContext } from './check.ts'

export function checkNothingMissing(entries: readonly Entry[], { label }: CheckContext): Problem[] {
  return entries.flatMap((entry) => {
    const file = entry.layout === 'card' ? `${label}/${entry.id}/README.md` : `${label}/${entry.id}`
    const warn = (message: string): Problem => ({ file, message, severity: 'warning' })
    const problems: Problem[] = []
    if (entry.layout === 'card' && entry.sections.length === 0) {
      problems.push(warn('There is nothing to download: no folder with files, and no downloads in the card.'))
    }
    if (entry.layout !== 'card' && entry.license.id === null) {
      problems.push(
        warn(
          'No licence is stated, so nobody knows what is allowed. State it under license in its README.md.',
        ),
      )
    }
    return problems
  })
}
