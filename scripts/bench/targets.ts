/** What must be reached, and whether it was. */
import { formatBytes, formatCount } from '../../src/site/format.ts'
import type { RaceResults, Result } from './race.ts'
import { CLIENT, CURL } from './races/download.ts'
import { ARCHIVER, BUILD, ENGINE, GZIP, LIMIT, PYTHON } from './races/packers.ts'
import { OURS, ONE_PICTURE } from './races/site.ts'
import type { Sizes } from './sizes.ts'

export interface Outcome {
  work: string
  target: string
  measured: string
  /** Null: what it takes was not to be had. */
  isReached: boolean | null
}

interface Target {
  race: string
  work: string
  /** The bound, in the unit of `measured`. */
  most?: number
  least?: number
  unit: string
  digits: number
  /** Null: not to be told from these results. */
  measured: (of: Figure) => number | null
}

type Quantity = 'cpu' | 'wall' | 'peak' | 'bytes'
/** A figure of a contestant: seconds, seconds, bytes, bytes. */
type Figure = (name: string, quantity: Quantity) => number | null

const MOST_SIZE = 0.1

function packTargets(kind: 'tar.gz' | 'zip', race: string, { weights }: Sizes): Target[] {
  const what = `pack ${formatBytes(weights)} of weights into .${kind}`
  const times = (name: string) => (of: Figure) => quotient(of(name, 'cpu'), of(ENGINE, 'cpu'))
  const less = { race, least: 8, unit: '× less CPU', digits: 1 }
  return [
    { race, work: `${what}, CPU`, most: 2, unit: '× LIMIT', digits: 2, measured: ofLimit(ENGINE) },
    { ...less, work: `${what}, beside archiver`, measured: times(ARCHIVER) },
    { ...less, work: `${what}, beside ${PYTHON[kind]}`, measured: times(PYTHON[kind]) },
    {
      ...{ race, work: `${what}, size beside ${GZIP[kind]}`, most: MOST_SIZE, unit: '% more', digits: 2 },
      measured: (of) => percentMore(of(ENGINE, 'bytes'), of(GZIP[kind], 'bytes')),
    },
    memory(race, `${what}, memory`, ENGINE, 200),
    memory(race, `${what}, memory of the whole build`, BUILD, 200),
  ]
}

function buildTargets({ small, large, files, pictures }: Sizes): Target[] {
  const smallStore = `${formatCount(small)} entries from nothing`
  const largeStore = `${formatCount(large)} entries from nothing`
  const filled = `of ${formatCount(large)} entries with ${formatCount(large * (files + 1))} files`
  const seconds = { unit: 'CPU s', digits: 2 }
  return [
    { race: 'small-site', work: smallStore, most: 3, ...seconds, measured: cpu(OURS) },
    { race: 'large-site', work: largeStore, most: 12, ...seconds, measured: cpu(OURS) },
    memory('large-site', `${largeStore}, memory`, OURS, 800),
    { race: 'unchanged', work: `nothing changed ${filled}`, most: 1, ...seconds, measured: cpu(OURS) },
    { race: 'one-changed', work: `one changed ${filled}`, most: 3, ...seconds, measured: cpu(OURS) },
    {
      ...{ race: 'pictures', work: 'thumbnails of one more picture', most: 50, unit: 'CPU ms', digits: 1 },
      measured: (of) => share(difference(of(OURS, 'cpu'), of(ONE_PICTURE, 'cpu')), (pictures - 1) / 1000),
    },
  ]
}

function downloadTargets({ weights }: Sizes): Target[] {
  const race = 'download'
  const work = `download and verify ${formatBytes(weights)}`
  return [
    {
      ...{ race, work: `${work}, time beside ${CURL}`, most: 1.1, unit: '×', digits: 2 },
      measured: (of) => quotient(of(CLIENT, 'wall'), of(CURL, 'wall')),
    },
    memory(race, `${work}, memory`, CLIENT, 150),
  ]
}

/** The targets of the races that were held. */
export function outcomes(races: readonly RaceResults[], sizes: Sizes): Outcome[] {
  const targets = [
    ...packTargets('tar.gz', 'tar', sizes),
    ...packTargets('zip', 'zip', sizes),
    ...buildTargets(sizes),
    ...downloadTargets(sizes),
  ]
  return targets.flatMap((target) => {
    const race = races.find(({ name }) => name === target.race)
    return race === undefined ? [] : [toOutcome(target, target.measured(figuresOf(race.results)))]
  })
}

function toOutcome({ work, most, least, unit, digits }: Target, value: number | null): Outcome {
  const target = most === undefined ? `≥ ${least} ${unit}` : `≤ ${most} ${unit}`
  if (value === null) return { work, target, measured: 'not measured', isReached: null }
  // What is shown is what is judged.
  const shown = value.toFixed(digits)
  const isReached = Number(shown) <= (most ?? Infinity) && Number(shown) >= (least ?? -Infinity)
  return { work, target, measured: `${shown} ${unit}`, isReached }
}

function figuresOf(results: readonly Result[]): Figure {
  return (name, quantity) => {
    const result = results.find((one) => one.name === name)
    return quantity === 'bytes' ? (result?.bytes ?? null) : (result?.figures?.[quantity] ?? null)
  }
}

function cpu(name: string): Target['measured'] {
  return (of) => of(name, 'cpu')
}

function ofLimit(name: string): Target['measured'] {
  return (of) => quotient(of(name, 'cpu'), of(LIMIT, 'cpu'))
}

function memory(race: string, work: string, name: string, most: number): Target {
  return { race, work, most, unit: 'MB', digits: 0, measured: (of) => share(of(name, 'peak'), 1e6) }
}

function quotient(value: number | null, other: number | null): number | null {
  return value === null || other === null || other === 0 ? null : value / other
}

function difference(value: number | null, other: number | null): number | null {
  return value === null || other === null ? null : value - other
}

function percentMore(value: number | null, other: number | null): number | null {
  return share(difference(quotient(value, other), 1), 1 / 100)
}

function share(value: number | null, parts: number): number | null {
  return quotient(value, parts)
}
