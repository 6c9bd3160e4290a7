/**
 * The way from a person's files to a new entry: look, propose, ask, copy, check. Nothing is written before all is answered.
 */
import { homedir } from 'node:os'
import { existsSync } from 'node:fs'
import { basename, resolve, sep } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { realPath } from '../../lib/real-path.ts'
import { UserError } from '../../lib/user-error.ts'
import { readOwnImports } from '../../zoo/own-imports.ts'
import { escapeHidden, quote, type Problem } from '../../zoo/problem.ts'
import { formatCard } from '../card-text.ts'
import { checkSome } from '../check/check-some.ts'
import type { Draft } from '../draft.ts'
import { placeInSteps } from '../place-draft.ts'
import { answerAll } from './answer-all.ts'
import type { Answers } from './clues.ts'
import { describeFind, describeRefusals, size, totalSize } from './describe-find.ts'
import { hostedFault, type HostedFlags, readHosted } from './hosted.ts'
import { lookInto } from './look-into.ts'
import { Cancelled, type Person } from './person.ts'
import { proposeId } from './propose-id.ts'
import { propose, type Proposal } from './proposal.ts'
import { survey, type FoundFile, type SourcePath, type Survey } from './survey.ts'
import { toDraft } from './to-draft.ts'

/** What the command line says. */
export interface NewOptions {
  paths: readonly string[]
  /** Paths whose section the person named. */
  sections: readonly SourcePath[]
  answers: Answers
  hosted: HostedFlags
  citationFile: string | null
  thumbnail: string | null
  /** Ask only for what is needed and has no proposal. */
  yes: boolean
  dryRun: boolean
  /** Go on without files that cannot be published. */
  leaveOut: boolean
}

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
  const asked = await askForFiles(options, place)
  const found = findFiles(asked, place)
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

/** At a terminal, files are asked for where none are named. */
async function askForFiles(options: NewOptions, { person }: NewPlace): Promise<NewOptions> {
  const { paths, sections, hosted } = options
  if (person === null || paths.length > 0 || sections.length > 0 || hosted.url !== undefined) return options
  const fault = (text: string) =>
    text.trim() === '' || existsSync(toPath(text)) ? null : `There is nothing at ${quote(toPath(text))}.`
  const typed = await person.text(
    'Where are its files? A folder or a file; empty: none here',
    '~/experiments/liver',
    fault,
  )
  if (typed.trim() !== '') return { ...options, paths: [toPath(typed)] }
  return { ...options, hosted: await askForAddress(person) }
}

async function askForAddress(person: Person): Promise<HostedFlags> {
  const ask = async (key: keyof HostedFlags, message: string, example: string) =>
    (
      await person.text(message, example, (text) =>
        text.trim() === '' && key === 'url' ? null : hostedFault(key, text),
      )
    ).trim()
  const url = await ask(
    'url',
    'Is there an address to download its weights from? Empty: not yet',
    'https://example.org/weights.tar.gz',
  )
  if (url === '') return {}
  const sha256 = await ask('sha256', 'Its SHA-256, as "sha256sum FILE" prints it', 'd85ec4c5…')
  return { url, sha256, size: await ask('size', 'Its size in bytes', '17853647') }
}

/** A path as it is typed or dropped at a terminal, where no shell looks at it: in quotes, or with a backslash before each blank. */
function toPath(typed: string): string {
  const text = typed.trim().replace(/^(['"])(.*)\1$/, '$2')
  const path = resolve(text === '~' || text.startsWith('~/') ? homedir() + text.slice(1) : text)
  return existsSync(path) || process.platform === 'win32' ? path : path.replaceAll(/\\(.)/g, '$1')
}

function findFiles({ paths, sections, citationFile }: NewOptions, { zooDir }: NewPlace): Survey {
  const sources = [...paths.map((path) => ({ path: resolve(path), section: '' })), ...sections]
  for (const { path } of sources) refuseZoo(path, zooDir)
  const found = survey(sources)
  if (citationFile !== null) found.files.push(...oneFile(citationFile, 'CITATION.cff'))
  return found
}

function refuseZoo(path: string, zooDir: string): void {
  const [dir, zoo] = [realPath(path), realPath(zooDir)]
  if (dir.startsWith(zoo + sep))
    throw new UserError(
      `${quote(path)} lies in the zoo already, and "new" makes a folder of its own there. Move it out of the zoo first, then run the command on it. Nothing was written.`,
    )
  if (dir === zoo || zoo.startsWith(dir === sep ? sep : dir + sep))
    throw new UserError(
      `${quote(path)} holds the zoo itself. Name the folder of the one model. Nothing was written.`,
    )
}

function oneFile(path: string, name: string): FoundFile[] {
  return survey([{ path: resolve(path), section: '' }]).files.map((file) => ({ ...file, path: name }))
}

function thumbnailOf({ thumbnail }: NewOptions): FoundFile | null {
  return thumbnail === null ? null : (oneFile(thumbnail, basename(thumbnail))[0] ?? null)
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
