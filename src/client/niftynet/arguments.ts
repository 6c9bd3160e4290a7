/** The command line of `net_download`, which scripts know. Python's argparse reads it there; this says the same, in the same words. */
import { UsageError } from '../usage-error.ts'
import { optionOf, type OptionName, optionsMeant, UnreadableOption } from './typed-option.ts'

const USAGE = 'usage: net_download [-h] [-r] [-v] sample_id [sample_id ...]'

export const HELP = `${USAGE}

Download NiftyNet sample data

positional arguments:
  sample_id      Identifier string(s) for the example(s) to download

optional arguments:
  -h, --help     show this help message and exit
  -r, --retry    Force data to be downloaded again
  -v, --version  show program's version number and exit`

export type Command = { does: 'help' | 'version' } | { does: 'download'; ids: string[]; retry: boolean }

interface Reading {
  /** Words since the last option. */
  run: string[]
  /** Null: none so far. Words behind an option that follows them are no ids to argparse. */
  ids: string[] | null
  unknown: string[]
  retry: boolean
}

/** @throws UsageError with the usage and what is wrong. */
export function parseArguments(args: readonly string[]): Command {
  const reading: Reading = { run: [], ids: null, unknown: [], retry: false }
  const dashes = args.indexOf('--')
  const [before, after] = dashes < 0 ? [args, []] : [args.slice(0, dashes), args.slice(dashes)]
  const ambiguous = before.find((arg) => arg.startsWith('--='))
  if (ambiguous !== undefined)
    throw usageFault(`ambiguous option: ${ambiguous} could match --help, --retry, --version`)
  for (const arg of before) {
    const ends = readArgument(reading, arg)
    if (ends !== null) return { does: ends }
  }
  reading.run.push(...after)
  endRun(reading)
  const { ids, unknown, retry } = reading
  if (ids === null) throw usageFault('the following arguments are required: sample_id')
  if (unknown.length > 0) throw usageFault(`unrecognized arguments: ${unknown.join(' ')}`)
  return { does: 'download', ids, retry }
}

/** Gives the option that ends the program, if it is one. */
function readArgument(reading: Reading, arg: string): 'help' | 'version' | null {
  const option = optionOf(arg)
  if (option === 'word') {
    reading.run.push(arg)
    return null
  }
  endRun(reading)
  if (option === 'unknown') {
    reading.unknown.push(arg)
    return null
  }
  const meant = orUsageFault(() => optionsMeant(option))
  reading.retry ||= meant.includes('retry')
  return meant.find((name): name is Exclude<OptionName, 'retry'> => name !== 'retry') ?? null
}

/** The first words that stand together are the ids; all others are too many. */
function endRun(reading: Reading): void {
  const words = reading.run.splice(0)
  const dashes = words.indexOf('--')
  if (reading.ids === null && words.length > (dashes < 0 ? 0 : 1))
    reading.ids = words.filter((_, index) => index !== dashes)
  else reading.unknown.push(...words)
}

function orUsageFault<Result>(work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (error instanceof UnreadableOption) throw usageFault(error.message)
    throw error
  }
}

function usageFault(sentence: string): UsageError {
  return new UsageError(`${USAGE}\nnet_download: error: ${sentence}`)
}
