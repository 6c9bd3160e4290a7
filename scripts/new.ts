/** `npm run new`: makes a model's folder from the files that somebody has on disk, asking for what they do not tell. */
import { constants } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import type { AnswerKey } from '../src/contribute/new/clues.ts'
import {
  cardOf,
  newEntry,
  type NewEntry,
  type Stage,
  type StopSignal,
} from '../src/contribute/new/new-entry.ts'
import type { NewOptions } from '../src/contribute/new/new-options.ts'
import { PLACEHOLDER } from '../src/contribute/new/card-prose.ts'
import { size, totalSize } from '../src/contribute/new/describe-find.ts'
import { Cancelled, type Person } from '../src/contribute/new/person.ts'
import { QUESTIONS } from '../src/contribute/new/questions.ts'
import { UserError } from '../src/lib/user-error.ts'
import { plural } from '../src/site/format.ts'
import { escapeHidden, hasErrors } from '../src/zoo/problem.ts'
import { label as labelOf, printProblems } from './command.ts'

const SECTIONS = ['weights', 'data', 'code'] as const
const OTHERS = ['citation-file', 'thumbnail', 'download-url', 'sha256', 'size', 'zoo'] as const
const FLAGS = ['yes', 'dry-run', 'leave-out'] as const

const OPTIONS: ParseArgsOptionsConfig = {
  ...Object.fromEntries(
    [...QUESTIONS.map(({ flag }) => flag), ...OTHERS].map((name) => [name, { type: 'string' }]),
  ),
  ...Object.fromEntries(SECTIONS.map((name) => [name, { type: 'string', multiple: true }])),
  ...Object.fromEntries(FLAGS.map((name) => [name, { type: 'boolean' }])),
}

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArgs(args)
  const zooDir = resolve(
    typeof values['zoo'] === 'string' ? values['zoo'] : resolve(import.meta.dirname, '../zoo'),
  )
  const stop = listenForStop()
  const print = (text: string) => {
    console.log(text)
  }
  const person = await whoeverIsThere()
  try {
    const place = { zooDir, label: labelOf(zooDir), person, print, stop }
    const made = await newEntry(toOptions(values, positionals), place)
    return made === null ? 1 : report(made, place.label)
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error
    console.error('Stopped. Nothing was written.')
    return 130
  } finally {
    stop.listenNoMore()
  }
}

type Values = ReturnType<typeof readArgs>['values']

function readArgs(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS, strict: true, allowPositionals: true })
  } catch (error) {
    const what = (error as Error).message.split('. ')[0]!.replace(/\.$/, '')
    throw new UserError(`${what}. "npm run new -- --help" lists the options.`)
  }
}

function toOptions(values: Values, paths: string[]): NewOptions {
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined)
  const answers = QUESTIONS.map(({ key, flag }): [AnswerKey, string | undefined] => [key, text(flag)])
  return {
    paths,
    sections: SECTIONS.flatMap((section) =>
      ((values[section] ?? []) as string[]).map((path) => ({ path: resolve(path), section })),
    ),
    answers: Object.fromEntries(answers.filter(([, answer]) => answer !== undefined)),
    hosted: { url: text('download-url'), sha256: text('sha256'), size: text('size') },
    citationFile: text('citation-file') ?? null,
    thumbnail: text('thumbnail') ?? null,
    yes: values['yes'] === true,
    dryRun: values['dry-run'] === true,
    leaveOut: values['leave-out'] === true,
  }
}

/** Null: nobody can be asked, or the terminal can show no questions. */
async function whoeverIsThere(): Promise<Person | null> {
  const isThere = process.stdin.isTTY && process.stdout.isTTY
  if (!isThere || process.env['TERM'] === 'dumb' || process.env['CI']) return null
  // Nobody else waits for the library to load.
  const { atTerminal } = await import('../src/contribute/new/at-terminal.ts')
  return atTerminal()
}

/** A signal ends the command at once, but while files are copied: then at the next step, which leaves nothing behind. */
function listenForStop(): StopSignal & { listenNoMore: () => void } {
  const state: { stage: Stage; isStopped: boolean } = { stage: 'asking', isStopped: false }
  const listener = (signal: NodeJS.Signals) => {
    state.isStopped = true
    if (state.stage === 'copying') return
    console.error(
      state.stage === 'asking'
        ? '\nStopped. Nothing was written.'
        : '\nStopped. The folder is made, and not checked yet.',
    )
    process.exit(128 + constants.signals[signal])
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, listener)
  return {
    enter: (stage) => {
      state.stage = stage
    },
    isWanted: () => state.isStopped,
    listenNoMore: () => {
      for (const signal of signals) process.off(signal, listener)
    },
  }
}

function report({ id, problems, draft, proposal: { files } }: NewEntry, label: string): number {
  const folder = `${escapeHidden(label)}/${id}`
  const what = `README.md${files.length === 0 ? '' : ` and ${plural(files.length, 'file')}, ${size(totalSize(files))}`}`
  if (problems === null) {
    console.log(`${folder}/ would hold ${what}:\n`)
    for (const { path, size: bytes } of files) console.log(escapeHidden(`  ${path} (${size(bytes)})`))
    console.log(`\n${cardOf(draft).split('\n').map(escapeHidden).join('\n')}\nNothing was written.`)
    return 0
  }
  console.log(`Made ${folder}/: ${what}.`)
  printProblems(problems, 'The folder stays as it is: mend it there.')
  console.log(nextSteps(id, label, draft.prose.includes(PLACEHOLDER)))
  return hasErrors(problems) ? 1 : 0
}

function nextSteps(id: string, label: string, isUnwritten: boolean): string {
  const folder = `${escapeHidden(label)}/${id}`
  const zoo = label === 'zoo' ? '' : ` --zoo ${escapeHidden(label)}`
  const steps = [
    ...(isUnwritten ? [`Replace what begins with "${PLACEHOLDER}" in ${folder}/README.md`] : []),
    `npm run check -- ${id}${zoo}    tells what is wrong, and how to mend it`,
    `npm run dev${zoo === '' ? '' : ` --${zoo}`}    shows the page as it will look`,
    `git add ${folder} && git commit, then open a pull request`,
  ]
  return `\nNext:\n${steps.map((step, index) => `  ${index + 1}. ${step}`).join('\n')}`
}
