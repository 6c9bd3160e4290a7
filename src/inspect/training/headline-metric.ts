/**
 * The one number that stands for a model in lists and sorts. Of the card's results the first of the best kind: an overall Dice or
 * accuracy ("Dice, mean of the classes"), one that says no more than its name ("Dice"), then the same of other shares. Where the card
 * has none of these, the Dice of nnU-Net's validation, averaged over the folds that were held out. A number of one class or part
 * ("Dice, skull") stands for nothing but itself, unless it is the only one.
 */
import type { ScoreTable } from './chart.ts'
import { parseNumber } from './log-text.ts'
import { isShare } from './metric.ts'

export interface HeadlineMetric {
  /** `Dice`, `Accuracy`; the same for every spelling. */
  name: string
  /** 0 to 1, for sorting. */
  value: number
  /** As the card writes it. */
  text: string
}

interface Candidate extends HeadlineMetric {
  /** The less, the better it stands for the model. */
  rank: number
}

const NAMES: readonly [RegExp, string][] = [
  [/\b(dice|dsc)\b/i, 'Dice'],
  [/\b(accuracy|acc)\b/i, 'Accuracy'],
  [/\b(iou|jaccard)\b/i, 'IoU'],
  [/\b(f1|f-?score)\b/i, 'F1'],
  [/auc|au[rp]oc/i, 'AUC'],
]
const OVERALL = /\b(mean|average|avg|overall|macro)\b/i
/** Words that narrow nothing down. */
const PLAIN =
  /\b(mean|average|avg|overall|macro|micro|weighted|balanced|foreground|validation|valid|val|test|score|coefficient|similarity|index|value|classes|class|labels|cases|folds|all|the|of|over|on|for|per|top-?1|dice|dsc|accuracy|acc|f1|f-?score|iou|jaccard|precision|recall|sensitivity|specificity|au[rp]?o?c|roc.?auc|map|kappa|ssim|mcc)\b/gi

/** Null: nothing that was measured stands for the whole. */
export function headlineMetric(
  results: readonly { metric: string; value: string }[],
  scores: readonly ScoreTable[],
): HeadlineMetric | null {
  const shares = results.flatMap((result) => candidate(result) ?? [])
  const isOnly = shares.length === 1
  const [best] = shares.filter(({ rank }) => isOnly || rank < PARTIAL).sort((a, b) => a.rank - b.rank)
  if (!best) return ofScores(scores)
  return { name: best.name, value: best.value, text: best.text }
}

const PARTIAL = 4

function candidate({ metric, value: text }: { metric: string; value: string }): Candidate | null {
  const words = metric.slice(0, 200).replaceAll('_', ' ')
  const value = toShare(text)
  if (value === null || !isShare(words)) return null
  const name = NAMES.find(([pattern]) => pattern.test(words))?.[1] ?? metric
  const isMain = name === 'Dice' || name === 'Accuracy'
  const isWhole = !/[a-z0-9]/i.test(words.replace(PLAIN, ''))
  const rank = isWhole ? (OVERALL.test(words) ? 0 : 1) + (isMain ? 0 : 2) : PARTIAL
  return { name, value, text: text.trim(), rank }
}

/** Per cent count as what they are a share of. */
function toShare(text: string): number | null {
  const number = parseNumber(text.replace(/\s?%$/, ''))
  if (!(number >= 0 && number <= 100)) return null
  return number > 1 || text.trim().endsWith('%') ? number / 100 : number
}

function ofScores(scores: readonly ScoreTable[]): HeadlineMetric | null {
  const table = scores.find(({ metric }) => metric === 'Dice')
  const means = table?.mean.values.filter((_, at) => table.columns[at]?.isHeldOut) ?? []
  const known = means.filter((value) => value !== null)
  if (known.length === 0) return null
  const value = known.reduce((sum, one) => sum + one, 0) / known.length
  return { name: 'Dice', value, text: value.toFixed(4) }
}
