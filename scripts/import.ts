/** `npm run import -- SOURCE`: makes an entry of what somebody has already. */
import { dirname } from 'node:path'
import { networkOf } from '../src/client/net/network.ts'
import { checkSome } from '../src/contribute/check/check-some.ts'
import { importEntry, type Imported } from '../src/contribute/import/import-entry.ts'
import { UserError } from '../src/lib/user-error.ts'
import { plural } from '../src/site/format.ts'
import { escapeHidden, hasErrors, type Problem } from '../src/zoo/problem.ts'
import { readStoreCard } from '../src/zoo/read.ts'
import { label, printProblems, readOptions, toWorkplace } from './command.ts'
import { fetchProgress } from './fetch-progress.ts'
import { placesApart } from './places.ts'
import { untilInterrupted } from './until-interrupted.ts'
import { wrapLine } from './wrap-line.ts'

const OPTIONS = ['id', 'zoo']
const FLAGS = ['dry-run', 'no-pin']

export async function run(args: string[]): Promise<number> {
  const { places, others } = placesApart(args, OPTIONS)
  const options = readOptions(others, OPTIONS, FLAGS)
  const workplace = await toWorkplace({ zoo: options['zoo'] })
  const { zooDir, label, storeUrl } = workplace
  const { card } = await readStoreCard(zooDir, label)
  const isDry = options['dry-run'] !== undefined
  const imported = await untilInterrupted((signal) => {
    const progress = fetchProgress()
    const network = networkOf({ env: process.env, signal })
    const id = options['id'] ?? null
    const isPinned = options['no-pin'] === undefined && !isDry
    return importEntry({
      source: sourceOf(places),
      id,
      zooDir,
      storeUrl: storeUrl ?? card.url,
      network,
      listener: progress,
      isPinned,
      isDry,
    }).finally(progress.done)
  })
  if (imported.dir === null) return tellDry(imported)
  const { problems } = await checkSome([imported.draft.id], workplace)
  tell(imported, imported.dir, problems)
  return hasErrors(problems) ? 1 : 0
}

function sourceOf(places: readonly string[]): string {
  if (places.length === 1) return places[0]!
  throw new UserError(
    'Name one source: npm run import -- SOURCE [--id ID] [--zoo DIR] [--no-pin] [--dry-run]. SOURCE is a NiftyNet .ini (file or address), a DIGITS ' +
      'tarball, an nnU-Net zip, a MONAI bundle, a repository of Hugging Face or a BioImage.IO rdf.yaml; docs/import.md says more.',
  )
}

/** The card on standard output, everything else beside it. */
function tellDry({ kind, draft, card }: Imported): number {
  console.error(
    `${kind}: would become ${draft.id}, with ${plural(draft.files.length, 'file')} and this README.md.\n`,
  )
  console.log(escapeLines(card))
  tellNotes(draft.notes)
  console.error('Nothing was written.')
  return 0
}

function tell({ kind, draft }: Imported, dir: string, problems: readonly Problem[]): void {
  const place = label(dir)
  console.log(`${kind} → ${place}/: README.md${furtherFiles(draft.files.length)}.`)
  tellNotes(draft.notes)
  if (problems.length > 0) {
    console.error('\nWhat the checks say:')
    printProblems(problems, 'The entry is written; it is not published before that is mended.')
  }
  console.log(nextSteps(place, draft.id, label(dirname(dir))))
}

function nextSteps(place: string, id: string, zoo: string): string {
  const other = zoo === 'zoo' ? '' : ` --zoo ${escapeHidden(zoo)}`
  return [
    '\nNext:',
    `  1. Read ${place}/README.md, and add what only you know.`,
    `  2. npm run check -- ${escapeHidden(id)}${other}`,
    `  3. npm run dev${other === '' ? '' : ` --${other}`}    shows the page`,
  ].join('\n')
}

function furtherFiles(count: number): string {
  return count === 0 ? '' : ` and ${plural(count, 'further file')}`
}

function tellNotes(notes: readonly string[]): void {
  if (notes.length === 0) return
  console.error('\nTo know:')
  for (const note of notes) console.error(wrapLine(escapeHidden(note), process.stderr.columns || 80))
}

function escapeLines(text: string): string {
  return text.split('\n').map(escapeHidden).join('\n')
}
