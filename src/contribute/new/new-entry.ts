/**
 * The way from a person's files to a new entry: look, propose, ask, copy, check. Nothing is written before all is answered.
 */
import { setImmediate } from 'node:timers/promises'
import { readOwnImports } from '../../zoo/own-imports.ts'
import type { Problem } from '../../zoo/problem.ts'
import { formatCard } from '../card-text.ts'
import { checkSome } from '../check/check-some.ts'
import type { Draft } from '../draft.ts'
import type { Measured } from '../pin/measure-hosted.ts'
import { placeInSteps } from '../place-draft.ts'
import { answerAll } from './answer-all.ts'
import { askForFiles } from './ask-for-files.ts'
import type { Answers } from './clues.ts'
import { describeFind, size, totalSize } from './describe-find.ts'
import { findFiles, thumbnailOf } from './find-files.ts'
import { agreeToGoOn, agreeToLeaveOut, agreeToMake } from './agree.ts'
import { refuseHosted, settleHosted } from './hosted.ts'
import { importHint } from './import-hint.ts'
import { lookInto } from './look-into.ts'
import type { NewOptions } from './new-options.ts'
import { Cancelled, type Person } from './person.ts'
import { proposeId } from './propose-id.ts'
import { propose, type Proposal } from './proposal.ts'
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
  /** Fetches a hosted file once, and keeps nothing of it. @throws NetworkFault, UserError */
  measure: (url: string) => Promise<Measured>
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
  const clues = lookInto(found, own)
  const proposal = propose(clues, thumbnailOf(asked))
  await agreeToGoOn(importHint(clues, proposal.layout, soleSource(asked)), asked, place)
  const kept = await agreeToLeaveOut(proposal, found, asked, place)
  if (kept === null) return null
  if (found.files.length > 0) tell(describeFind(found, kept))
  const settling = { person, isFetched: asked.fetch, measure: place.measure }
  refuseHosted(asked.hosted, kept, settling)
  const answers = await answerAll({
    stated: asked.answers,
    proposed: withId(kept.answers, asked.answers),
    guess: kept.guess,
    person,
    isQuick: asked.yes,
    surroundings: { zooDir, layout: kept.layout },
  })
  const draft = toDraft(answers, kept, await settleHosted(asked.hosted, settling))
  if (asked.dryRun) return { id: draft.id, problems: null, draft, proposal: kept }
  await agreeToMake(draft, kept, options, place)
  await copy(draft, kept, place)
  const { problems } = await checkSome([draft.id], place)
  return { id: draft.id, problems, draft, proposal: kept }
}

/** Null: there are several. */
function soleSource({ paths, sections }: NewOptions): string | null {
  return paths.length === 1 && sections.length === 0 ? paths[0]! : null
}

function withId(proposed: Answers, stated: Answers): Answers {
  const id = proposed.id ?? proposeId(stated.title ?? '')
  return id === null ? proposed : { ...proposed, id }
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
