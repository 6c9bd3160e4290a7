/**
 * A race: the same work done by several contestants in turn, A B C A B C …, so that what slows the machine down for a while slows
 * all of them.
 */
import { measure, type Command, type Figures } from './measure.ts'

export interface Contestant {
  name: string
  /** Program that must be installed. */
  needs?: string
  /** What is to be done before the clock starts; `run` counts from 0. */
  prepare?: (run: number) => void | Promise<void>
  command: (run: number) => Command
  /** Once, after the first run: throws where the result is not right. */
  check?: () => void | Promise<void>
  /** Of the result. */
  bytes?: () => number
  /** Removes the result of a run, where it is large. */
  clear?: () => void
}

export interface Race {
  /** For `--only`. */
  name: string
  /** What is raced for, in a line of text. */
  title: string
  /** What the reader must know to judge the figures; full sentences. */
  note: string
  /** The contestant whose CPU time counts as 1. */
  unit: string
  contestants: Contestant[]
}

export interface Result {
  name: string
  /** Medians; null: see `fault`. */
  figures: Figures | null
  bytes: number | null
  /** Why there are no figures. */
  fault: string | null
}

export interface RaceResults extends Pick<Race, 'name' | 'title' | 'note' | 'unit'> {
  results: Result[]
}

export interface RaceOptions {
  runs: number
  signal: AbortSignal
  isInstalled: (program: string) => boolean
  /** Hears of each run before it begins. */
  onRun: (contestant: string) => void
}

/** A contestant that fails is out of the race, with the reason; the others go on. */
export async function runRace(race: Race, options: RaceOptions): Promise<RaceResults> {
  const lanes = race.contestants.map((contestant) => newLane(contestant, options))
  for (let run = 0; run < options.runs; run++) {
    for (const lane of lanes) await runOnce(lane, run, options)
  }
  const { name, title, note, unit } = race
  return { name, title, note, unit, results: lanes.map(toResult) }
}

interface Lane {
  contestant: Contestant
  figures: Figures[]
  bytes: number | null
  fault: string | null
}

function newLane(contestant: Contestant, { isInstalled }: RaceOptions): Lane {
  const { needs } = contestant
  const isMissing = needs !== undefined && !isInstalled(needs)
  return { contestant, figures: [], bytes: null, fault: isMissing ? `${needs} is not installed` : null }
}

async function runOnce(lane: Lane, run: number, { signal, onRun }: RaceOptions): Promise<void> {
  const { contestant } = lane
  if (lane.fault !== null) return
  onRun(contestant.name)
  try {
    await contestant.prepare?.(run)
    lane.figures.push(await measure(contestant.command(run), signal))
    if (run === 0) await contestant.check?.()
    lane.bytes = contestant.bytes?.() ?? null
    contestant.clear?.()
  } catch (error) {
    signal.throwIfAborted()
    lane.fault = `failed: ${error instanceof Error ? error.message : String(error)}`
  }
}

function toResult({ contestant, figures, bytes, fault }: Lane): Result {
  const peaks = figures.flatMap(({ peak }) => peak ?? [])
  const medians = {
    cpu: median(figures.map(({ cpu }) => cpu)),
    wall: median(figures.map(({ wall }) => wall)),
    peak: peaks.length === 0 ? null : median(peaks),
  }
  return { name: contestant.name, figures: fault === null ? medians : null, bytes, fault }
}

/** Of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle) - 1]!) / 2
}
