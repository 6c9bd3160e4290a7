/** `npm run new`: makes a model's folder from the files that somebody has on disk, asking for what they do not tell. */
import { constants } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import type { AnswerKey } from '../src/contribute/new/clues.ts'
import { newEntry, type Stage, type StopSignal } from '../src/contribute/new/new-entry.ts'
import type { NewOptions } from '../src/contribute/new/new-options.ts'
import { Cancelled, type Person } from '../src/contribute/new/person.ts'
import { QUESTIONS } from '../src/contribute/new/questions.ts'
import type { Measured } from '../src/contribute/pin/measure-hosted.ts'
import { UserError } from '../src/lib/user-error.ts'
import type { Workplace } from '../src/prepare.ts'
import { readStoreCard } from '../src/zoo/read.ts'
import { toWorkplace } from './command.ts'
import { report } from './new-report.ts'

const SECTIONS = ['weights', 'data', 'code'] as const
const OTHERS = ['citation-file', 'thumbnail', 'download-url', 'sha256', 'size', 'zoo'] as const
const FLAGS = ['fetch', 'yes', 'dry-run', 'leave-out'] as const

const OPTIONS: ParseArgsOptionsConfig = {
  ...Object.fromEntries(
    [...QUESTIONS.map(({ flag }) => flag), ...OTHERS].map((name) => [name, { type: 'string' }]),
  ),
  ...Object.fromEntries(SECTIONS.map((name) => [name, { type: 'string', multiple: true }])),
  ...Object.fromEntries(FLAGS.map((name) => [name, { type: 'boolean' }])),
}

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArgs(args)
  const workplace = await toWorkplace({ zoo: typeof values['zoo'] === 'string' ? values['zoo'] : undefined })
  const stop = listenForStop()
  const print = (text: string) => {
    console.log(text)
  }
  const person = await whoeverIsThere()
  try {
    const measure = (url: string) => measureOnce(url, workplace)
    const place = { ...workplace, person, print, stop, measure }
    const made = await newEntry(toOptions(values, positionals), place)
    return made === null ? 1 : report(made, workplace.label)
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
    fetch: values['fetch'] === true,
    hosted: { url: text('download-url'), sha256: text('sha256'), size: text('size') },
    citationFile: text('citation-file') ?? null,
    thumbnail: text('thumbnail') ?? null,
    yes: values['yes'] === true,
    dryRun: values['dry-run'] === true,
    leaveOut: values['leave-out'] === true,
  }
}

/** By the rules of `npm run pin`. A signal ends the whole command. */
async function measureOnce(url: string, { zooDir, label, storeUrl }: Workplace): Promise<Measured> {
  // Whoever has the files here waits for none of this to load.
  const { measureHosted } = await import('../src/contribute/pin/measure-hosted.ts')
  const { networkOf } = await import('../src/client/net/network.ts')
  const { fetchProgress } = await import('./fetch-progress.ts')
  const { card } = await readStoreCard(zooDir, label)
  const network = networkOf({ env: process.env, signal: new AbortController().signal })
  const listener = fetchProgress()
  return measureHosted(url, network, listener, storeUrl ?? card.url ?? undefined).finally(listener.done)
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
