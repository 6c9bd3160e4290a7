/** What a person must agree to before anything is written. */
import { escapeHidden } from '../../zoo/problem.ts'
import type { Draft } from '../draft.ts'
import { describeRefusals, size, totalSize } from './describe-find.ts'
import { fileKind } from './file-kinds.ts'
import type { NewPlace } from './new-entry.ts'
import type { NewOptions } from './new-options.ts'
import { Cancelled } from './person.ts'
import type { Proposal } from './proposal.ts'
import type { Survey } from './survey.ts'

/** Past a hint that another way is better. Whoever is there decides; nobody else is kept from going on. @throws Cancelled */
export async function agreeToGoOn(
  hint: string | null,
  { yes }: NewOptions,
  { person, print }: NewPlace,
): Promise<void> {
  if (hint === null) return
  ;(person?.tell ?? print)(hint)
  if (person === null || yes) return
  if (!(await person.confirm('Go on here all the same?'))) throw new Cancelled()
}

/** The proposal without files that cannot be published; null where that must be agreed to and nobody is there. @throws Cancelled */
export async function agreeToLeaveOut(
  proposal: Proposal,
  found: Survey,
  { leaveOut }: NewOptions,
  { person, print }: NewPlace,
): Promise<Proposal | null> {
  const refused = [...found.refused, ...proposal.refused]
  if (refused.length === 0) return proposal
  const lines = ['These cannot be published:', ...describeRefusals(refused)]
  ;(person?.tell ?? print)(lines.join('\n'))
  // An entry without its weights is what hardly anybody wants.
  const isMinor = !refused.some(({ path }) => fileKind(path) === 'weights')
  const goOn = leaveOut || ((await person?.confirm('Leave them out and go on?', isMinor)) ?? false)
  if (!goOn && person !== null) throw new Cancelled()
  if (!goOn) {
    print('Mend them, or add --leave-out to go on without them. Nothing was written.')
    return null
  }
  const paths = new Set(refused.map(({ from }) => from))
  return { ...proposal, files: proposal.files.filter(({ from }) => !paths.has(from)) }
}

/** @throws Cancelled */
export async function agreeToMake(
  draft: Draft,
  { files }: Proposal,
  { yes }: NewOptions,
  { person, label }: NewPlace,
): Promise<void> {
  if (person === null || yes) return
  const what = files.length === 0 ? '' : ` and copy ${size(totalSize(files))}`
  if (!(await person.confirm(`Make ${escapeHidden(label)}/${draft.id}/${what}?`))) throw new Cancelled()
}
