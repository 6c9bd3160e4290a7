/**
 * `npm run bench`: measures Zoopress beside other tools at the same work, and writes docs/benchmarks.md.
 * `npm run bench -- generate …` only makes a zoo of the size asked for.
 */
import { existsSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import { resolve } from 'node:path'
import { format, resolveConfig } from 'prettier'
import { UserError } from '../src/lib/user-error.ts'
import { runGenerate, wholeNumber } from './bench/generate-zoo.ts'
import { Ground, isInstalled } from './bench/ground.ts'
import { runRace, type RaceResults } from './bench/race.ts'
import { RACES } from './bench/races/all.ts'
import { machine } from './bench/machine.ts'
import { report } from './bench/report.ts'
import { FULL, QUICK, type Sizes } from './bench/sizes.ts'
import { outcomes } from './bench/targets.ts'
import { label, readOptions } from './command.ts'

const REPORT = resolve(import.meta.dirname, '../docs/benchmarks.md')

export async function run(args: string[]): Promise<number> {
  if (args[0] === 'generate') return runGenerate(args.slice(1))
  const options = readOptions(args, ['runs', 'only', 'dir'], ['quick'])
  const names = raceNames(options['only'])
  const sizes = sizesFor(options)
  if (!isInstalled('bash')) throw new UserError('The benchmark needs bash, which is not installed.')
  const dir = resolve(options['dir'] ?? os.tmpdir())
  if (!existsSync(dir))
    throw new UserError(`There is no folder ${label(dir)}. Make it, or name another with --dir.`)
  const races = await withStop((signal) => hold(names, sizes, dir, signal))
  const text = report({ machine: machine(), runs: sizes.runs, outcomes: outcomes(races, sizes), races })
  const pretty = await format(text, { ...(await resolveConfig(REPORT)), filepath: REPORT })
  console.log(pretty)
  // Part of the races, or small ones, must not stand where the whole truth is looked for.
  if (options['only'] === undefined && options['quick'] === undefined) writeFileSync(REPORT, pretty)
  else console.error('docs/benchmarks.md is left as it was: only a full run writes it.')
  return 0
}

function raceNames(only: string | undefined): string[] {
  const known = Object.keys(RACES)
  const names = only?.split(',') ?? known
  const unknown = names.find((name) => !Object.hasOwn(RACES, name))
  if (unknown === undefined) return names
  throw new UserError(
    `There is no race named ${JSON.stringify(unknown)}. --only takes one or more of ${known.join(', ')}.`,
  )
}

function sizesFor(options: Record<string, string | undefined>): Sizes {
  const sizes = options['quick'] === undefined ? FULL : QUICK
  const runs = options['runs'] === undefined ? sizes.runs : wholeNumber('runs', options['runs'])
  if (runs === 0) throw new UserError('--runs must be 1 or more.')
  return { ...sizes, runs }
}

/** Ctrl-C ends what is running, and what it left is removed before the command ends. */
async function withStop<Value>(work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const stop = new AbortController()
  const onStop = () => stop.abort(new UserError('Stopped. What was made for the benchmark is removed.'))
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, onStop)
  try {
    return await work(stop.signal)
  } finally {
    for (const signal of signals) process.off(signal, onStop)
  }
}

async function hold(
  names: readonly string[],
  sizes: Sizes,
  dir: string,
  signal: AbortSignal,
): Promise<RaceResults[]> {
  const ground = new Ground(dir, signal)
  try {
    const results: RaceResults[] = []
    for (const name of names) {
      console.error(`${name}: making what it needs …`)
      const race = await RACES[name]!(ground, sizes)
      const onRun = (contestant: string) => console.error(`${name}: ${contestant} …`)
      results.push(await runRace(race, { runs: sizes.runs, signal, isInstalled, onRun }))
    }
    return results
  } finally {
    ground.remove()
  }
}
