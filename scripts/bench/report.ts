/** The benchmark's report, in Markdown. It holds no clock, path or name of a machine. */
import type { RaceResults, Result } from './race.ts'
import type { Outcome } from './targets.ts'

export interface Machine {
  processor: string
  cores: number
  /** `linux x64`. */
  system: string
  /** Of Node, as it states it. */
  node: string
  /** Whether the processor has instructions for SHA-256, which make hashing several times as fast; null: it does not tell. */
  hasSha: boolean | null
}

export interface ReportInput {
  machine: Machine
  runs: number
  outcomes: readonly Outcome[]
  races: readonly RaceResults[]
}

export function report({ machine, runs, outcomes, races }: ReportInput): string {
  const { processor, cores, system, node, hasSha } = machine
  const sha = hasSha === null ? '' : ` ${hasSha ? 'with' : 'without'} instructions for SHA-256,`
  return [
    '# Benchmarks',
    'Written by `npm run bench`; run it again rather than edit it.',
    `Measured on ${processor},${sha} ${cores} cores, ${system}, Node ${node}. ${howOften(runs)} CPU is user and system time of the command ` +
      'and all that it started; the peak is the memory of its largest process. Everything that is read lies in the memory of the system.',
    ...(outcomes.length > 0 ? ['## Targets', targetTable(outcomes)] : []),
    ...races.flatMap((race) => [`## ${race.title}`, race.note, raceTable(race)]),
    '',
  ]
    .join('\n\n')
    .replaceAll('\u00a0', ' ')
}

function howOften(runs: number): string {
  return runs === 1
    ? 'Each command ran once, so the figures are rough.'
    : `Medians of ${runs} runs, in which the contestants took turns.`
}

function targetTable(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ work, target, measured, isReached }) => [
    work,
    target,
    measured,
    isReached === null ? '' : isReached ? 'yes' : '**no**',
  ])
  return table(['work', 'target', 'measured', 'reached'], ['---', '---', '---', '---'], rows)
}

function raceTable({ unit, results }: RaceResults): string {
  const one = results.find(({ name }) => name === unit)?.figures?.cpu ?? null
  const head = ['', 'CPU s', 'ratio', 'wall s', 'peak MB', 'result MB']
  const rows = results.map((result) => [result.name, ...cells(result, one)])
  // Not every race makes one thing that could be weighed.
  const isFilled = head.map((_, index) => index === 0 || rows.some((row) => row[index] !== ''))
  const kept = (row: readonly string[]) => row.filter((_, index) => isFilled[index])
  const rule = kept(head).map((_, index) => (index === 0 ? '---' : '---:'))
  return table(kept(head), rule, rows.map(kept))
}

function cells({ figures, bytes, fault }: Result, one: number | null): string[] {
  if (figures === null) return [(fault ?? '').replaceAll('|', '\\|'), '', '', '', '']
  const { cpu, wall, peak } = figures
  return [
    cpu.toFixed(2),
    one === null || one === 0 ? '' : (cpu / one).toFixed(cpu / one < 10 ? 2 : 1),
    wall.toFixed(2),
    peak === null ? '' : (peak / 1e6).toFixed(0),
    bytes === null ? '' : (bytes / 1e6).toFixed(2),
  ]
}

/** `rule` says how the columns are aligned. */
function table(
  head: readonly string[],
  rule: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
