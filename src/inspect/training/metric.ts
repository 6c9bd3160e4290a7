/** What the name of a metric tells about its numbers. */

/** Metrics that lie between 0 and 1, where 1 is best. */
const SHARE =
  /\b(dice|dsc|accuracy|acc|f1|f-?score|iou|jaccard|precision|recall|sensitivity|specificity|au[rp]?o?c|roc.?auc|map|kappa|ssim|mcc|top-?[15])\b/i
const LOSS = /loss|error|entropy|perplexity|\b(err|nll|r?mse|mae)\b/i
const RATE = /\blr\b|learning.?rate/i
const TIME = /\b(time|timestamp|date|seconds|secs|elapsed|duration|eta)\b/i

/** True for a share of which more is better: Dice, accuracy. */
export function isShare(metric: string): boolean {
  return SHARE.test(words(metric))
}

export type CurveKind = 'loss' | 'score' | 'rate' | 'time' | 'other'

/** Of a column or series of a log, by its name: `val_dice` is a score, `dice_loss` a loss. */
export function curveKind(name: string): CurveKind {
  const plain = words(name)
  if (LOSS.test(plain)) return 'loss'
  if (RATE.test(plain)) return 'rate'
  if (SHARE.test(plain) || /score/i.test(plain)) return 'score'
  return TIME.test(plain) ? 'time' : 'other'
}

function words(name: string): string {
  return name.replaceAll(/[_/.]/g, ' ')
}
