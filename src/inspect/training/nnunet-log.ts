/**
 * nnU-Net v2's `training_log_<date>.txt`, one for each time that the training of a fold was begun or went on. Its lines, as
 * nnUNetTrainer.on_epoch_end writes them: `2024-01-31 12:00:00.123456: train_loss -0.8123`. With NumPy 2 the Dice of the classes
 * read `np.float32(0.91)`.
 */
import { Curves, type Curve } from './curves.ts'
import { linesOf } from './lines.ts'
import { parseNumber } from './log-text.ts'

const STAMP = /^\d{4}-\d\d-\d\d[ T][\d:.]{1,20}: /
/** How nnU-Net weighs what came before. */
const EMA = 0.9

export interface NnunetLog {
  losses: Curve[]
  /** Of the validation patches: each class, their mean, and its moving average, by which the best checkpoint is chosen. */
  dice: Curve[]
  meanDice: Curve | null
}

export const VALIDATION_LOSS = 'validation loss'

/** The logs of one fold, the earlier first. `classes` are the names of the labels, where they are known. */
export function parseNnunetLogs(texts: readonly string[], classes: readonly string[]): NnunetLog {
  const losses = new Curves()
  const dice = new Curves()
  const means = new Curves()
  for (const text of texts) {
    let epoch = NaN
    let isFirst = true
    for (const line of linesOf(text)) {
      const message = line.replace(STAMP, '')
      const [, begun] = /^Epoch (\d{1,9})$/.exec(message) ?? []
      if (begun !== undefined) {
        epoch = Number(begun)
        if (isFirst) for (const curves of [losses, dice, means]) curves.cutFrom(epoch)
        isFirst = false
      }
      readLoss(message, epoch, losses)
      readDice(message, epoch, classes, dice, means)
    }
  }
  const [meanDice = null] = means.list()
  return { losses: losses.list(), dice: withAverages(dice.list(), meanDice), meanDice }
}

function readLoss(message: string, epoch: number, losses: Curves): void {
  const [, kind, value] = /^(train|val)_loss (\S{1,40})$/.exec(message) ?? []
  if (kind && value)
    losses.add(kind === 'train' ? 'training loss' : VALIDATION_LOSS, epoch, parseNumber(value))
}

/** The mean passes over classes that no patch showed, as nnU-Net's does. */
function readDice(
  message: string,
  epoch: number,
  classes: readonly string[],
  dice: Curves,
  means: Curves,
): void {
  if (!message.startsWith('Pseudo dice [')) return
  const values = message.slice(13).replace(/\].*$/, '').split(',').map(diceValue)
  values.forEach((value, index) =>
    dice.add(classes.length === values.length ? classes[index]! : `class ${index + 1}`, epoch, value),
  )
  const known = values.filter((value) => !Number.isNaN(value))
  means.add('mean', epoch, known.reduce((sum, value) => sum + value, 0) / known.length)
}

function diceValue(text: string): number {
  return parseNumber(text.replace(/^\s*np\.float\d\d\(/, '').replace(/\)\s*$/, ''))
}

/** A single class is its own mean. The moving average needs the training from its beginning. */
function withAverages(dice: Curve[], mean: Curve | null): Curve[] {
  if (mean === null) return dice
  const average = mean.steps[0] === 0 ? [movingAverage(mean)] : []
  return [...(dice.length > 1 ? [mean] : []), ...average, ...dice]
}

function movingAverage({ steps, values }: Curve): Curve {
  let average = values[0]!
  return {
    name: 'moving average of the mean',
    steps,
    values: values.map((value) => (average = EMA * average + (1 - EMA) * value)),
  }
}
