/** The validation of an nnU-Net training as tables: classes by fold, one table for each metric that is a share. */
import type { ScoreRow, ScoreTable } from './chart.ts'
import { cleanName } from './log-text.ts'
import { isShare } from './metric.ts'
import type { NnunetSummary } from './nnunet-summary.ts'

const MAX_TABLES = 4

export interface FoldSummary {
  /** `fold_0` or `fold_all`. */
  fold: string
  summary: NnunetSummary
}

export interface TrainingScores {
  configuration: string
  source: string
  folds: readonly FoldSummary[]
  /** Names by the key of the class: `1` or `(1, 2)`. */
  names: ReadonlyMap<string, string>
}

/** Dice first. */
export function scoreTables(training: TrainingScores): ScoreTable[] {
  const keys = [...new Set(training.folds.flatMap(({ summary }) => [...summary.classes.keys()]))]
  if (keys.length === 0) return []
  return sharesOf(training)
    .slice(0, MAX_TABLES)
    .map((metric) => tableOf(training, keys, metric))
}

function sharesOf({ folds }: TrainingScores): string[] {
  const all = folds.flatMap(({ summary }) => [...summary.classes.values()].flatMap((one) => [...one.keys()]))
  const shares = [...new Set(all)].filter(isShare)
  return [...shares.filter((name) => name === 'Dice'), ...shares.filter((name) => name !== 'Dice')]
}

function tableOf(training: TrainingScores, keys: readonly string[], metric: string): ScoreTable {
  const { configuration, source, folds, names } = training
  const row = (label: string, valueOf: (summary: NnunetSummary) => number | null): ScoreRow => ({
    label,
    values: folds.map(({ summary }) => valueOf(summary)),
  })
  return {
    title: `${cleanName(metric)}, ${configuration}`,
    source,
    metric: cleanName(metric),
    columns: folds.map(({ fold }) => ({ label: foldLabel(fold), isHeldOut: fold !== 'fold_all' })),
    rows: keys.map((key) =>
      row(
        names.get(key) ?? `label ${cleanName(key)}`,
        ({ classes }) => classes.get(key)?.get(metric) ?? null,
      ),
    ),
    mean: row('mean', (summary) => summary.foreground.get(metric) ?? meanOf(summary, metric)),
  }
}

/** Over the classes that have the metric; version 1 states no mean of its own. */
function meanOf({ classes }: NnunetSummary, metric: string): number | null {
  const values = [...classes.values()].flatMap((metrics) => metrics.get(metric) ?? [])
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : null
}

/** `fold_0` → `fold 0`; nnU-Net trains and measures `fold_all` on the same cases. */
export function foldLabel(fold: string): string {
  return fold === 'fold_all' ? 'all cases' : fold.replace('_', ' ')
}
