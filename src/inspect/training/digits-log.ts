/**
 * The logs of DIGITS jobs: `caffe_output.log` as Caffe's solver writes it, and `torch_output.log` and `tensorflow_output.log` as
 * DIGITS' own programs do (`Training (epoch 0.5): loss = 2.3, lr = 0.01`).
 */
import type { Chart } from './chart.ts'
import { Curves } from './curves.ts'
import { linesOf } from './lines.ts'
import { logCharts } from './log-charts.ts'
import { cleanName, parseNumber } from './log-text.ts'

export function parseCaffeLog(text: string, source: string): Chart[] {
  const curves = new Curves()
  let iteration = NaN
  for (const line of linesOf(text)) {
    // Solvers that time themselves add "(1.2 iter/s, 8.3s/10 iters)".
    const [, count, told = ''] = /\bIteration (\d{1,12})(?: \([^)]{1,80}\))?, (.{1,200})$/.exec(line) ?? []
    if (count !== undefined) {
      iteration = Number(count)
      const [, name, value = ''] = /^(loss|lr) = (\S{1,40})$/.exec(told) ?? []
      if (name) curves.add(name === 'loss' ? 'training loss' : 'learning rate', iteration, parseNumber(value))
    } else readTestOutput(line, iteration, curves)
  }
  return logCharts(curves.list(), source, 'iteration')
}

/** What the net says at a test belongs to the iteration that was named before it. */
function readTestOutput(line: string, iteration: number, curves: Curves): void {
  const [, name, value = ''] = /\bTest net output #\d{1,4}: (\S{1,60}) = (\S{1,40})/.exec(line) ?? []
  if (name) curves.add(`test ${cleanName(name)}`, iteration, parseNumber(value))
}

export function parseTorchLog(text: string, source: string): Chart[] {
  const curves = new Curves()
  for (const line of linesOf(text)) {
    const [, phase, at = '', told = ''] =
      /\b(Training|Validation) \(epoch ([\d.]{1,20})\): (.{1,400})$/.exec(line) ?? []
    if (phase) for (const pair of told.split(', ')) readPair(phase, parseNumber(at), pair, curves)
  }
  return logCharts(curves.list(), source, 'epoch')
}

function readPair(phase: string, epoch: number, pair: string, curves: Curves): void {
  const [name = '', value = ''] = pair.split(' = ', 2)
  if (name === 'lr') curves.add('learning rate', epoch, parseNumber(value))
  else curves.add(`${phase.toLowerCase()} ${cleanName(name)}`, epoch, parseNumber(value))
}
