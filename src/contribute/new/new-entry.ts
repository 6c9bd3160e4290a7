/**
 * The way from a person's files to a new entry: look, propose, ask, copy, check. Nothing is written before all is answered.
 */
import { setImmediate } from 'node:timers/promises'
import { readOwnImports } from '../../zoo/own-imports.ts'
import { escapeHidden, type Problem } from '../../zoo/problem.ts'
import { formatCard } from '../card-text.ts'
import { checkSome } from '../check/check-some.ts'
import type { Draft } from '../draft.ts'
import { placeInSteps } from '../place-draft.ts'
import { answerAll } from './answer-all.ts'
import { askForFiles } from './ask-for-files.ts'
import type { Answers } from './clues.ts'
import { describeFind, describeRefusals, size, totalSize } from './describe-find.ts'
import { findFiles, thumbnailOf } from './find-files.ts'
import { readHosted } from './hosted.ts'
import { lookInto } from './look-into.ts'
import type { NewOptions } from './new-options.ts'
import { Cancelled, type Person } from './person.ts'
import { proposeId } from './propose-id.ts'
import { propose, type Proposal } from './proposal.ts'
import type { Survey } from './survey.ts'
import { toDraft } from './to-draft.ts'

export interface NewPlace {
  zooDir: string
  /** What problems call it. */
  label: string
  /** Null: nobody can be asked. */
  person: Person | null
  /** Plain lines for whoever reads along. */
  print: (text: string) => void
  stop: StopSignal
}

export type Stage = 'asking' | 'copying' | 'checking'

/** Whether the person wants the command to end; only while files are copied must it be asked. */
export interface StopSignal {
  enter: (stage: Stage) => void
  isWanted: () => boolean
}

export interface NewEntry {
  id: string
  /** Null: it was only shown. */
  problems: Problem[] | null
  draft: Draft
  proposal: Proposal
}

/**
 * Null where files stand in the way that the person must see to; they have been told.
 * @throws Cancelled, UserError; nothing is left of the entry then.
 */
export async function newEntry(options: NewOptions, place: NewPlace): Promise<NewEntry | null> {
  const { person, zooDir } = place
  const tell = (lines: readonly string[]) => (person?.tell ?? place.print)(lines.join('\n'))
  const asked = await askForFiles(options, person)
  const found = findFiles(asked, zooDir)
  const own = readOwnImports(zooDir, place.label).imports
  const proposal = propose(lookInto(found, own), thumbnailOf(asked))
  const kept = await withoutRefused(proposal, found, asked, place)
  if (kept === null) return null
  if (found.files.length > 0) tell(describeFind(found, kept))
  const answers = await answerAll({
    stated: asked.answers,
    proposed: withId(kept.answers, asked.answers),
    guess: kept.guess,
    person,
    isQuick: asked.yes,
    surroundings: { zooDir, layout: kept.layout },
  })
  const draft = toDraft(answers, kept, readHosted(asked.hosted, kept))
  if (asked.dryRun) return { id: draft.id, problems: null, draft, proposal: kept }
  await confirmed(draft, kept, options, place)
  await copy(draft, kept, place)
  const { problems } = await checkSome([draft.id], place)
  return { id: draft.id, problems, draft, proposal: kept }
}

function withId(proposed: Answers, stated: Answers): Answers {
  const id = proposed.id ?? proposeId(stated.title ?? '')
  return id === null ? proposed : { ...proposed, id }
}

async function withoutRefused(
  proposal: Proposal,
  found: Survey,
  { leaveOut }: NewOptions,
  { person, print }: NewPlace,
): Promise<Proposal | null> {
  const refused = [...found.refused, ...proposal.refused]
  if (refused.length === 0) return proposal
  const lines = ['These cannot be published:', ...describeRefusals(refused)]
  ;(person?.tell ?? print)(lines.join('\n'))
  const goOn = leaveOut || ((await person?.confirm('Leave them out and go on?')) ?? false)
  if (!goOn && person !== null) throw new Cancelled()
  if (!goOn) {
    print('Mend them, or add --leave-out to go on without them. Nothing was written.')
    return null
  }
  const paths = new Set(refused.map(({ from }) => from))
  return { ...proposal, files: proposal.files.filter(({ from }) => !paths.has(from)) }
}

async function confirmed(
  draft: Draft,
  { files }: Proposal,
  { yes }: NewOptions,
  { person, label }: NewPlace,
): Promise<void> {
  if (person === null || yes) return
  const what = files.length === 0 ? '' : ` and copy ${size(totalSize(files))}`
  if (!(await person.confirm(`Make ${escapeHidden(label)}/${draft.id}/${what}?`))) throw new Cancelled()
}

/** Stops within a few megabytes when told to. */
async function copy(draft: Draft, { files }: Proposal, { zooDir, stop, print }: NewPlace): Promise<void> {
  const bytes = totalSize(files)
  if (bytes > 500_000_000) print(`Copying ${size(bytes)} …`)
  stop.enter('copying')
  const steps = placeInSteps(draft, zooDir)
  for (let step = steps.next(); step.done !== true; step = steps.next()) {
    await setImmediate()
    if (!stop.isWanted()) continue
    steps.return('')
    throw new Cancelled()
  }
  stop.enter('checking')
}

/** The card as it would be written, for those who only want to see it. */
export function cardOf({ facts, prose }: Draft): string {
  return formatCard(facts, prose)
}
