import { describe, expect, it } from 'vitest'
import type { Chart } from '../../../src/inspect/training/chart.ts'
import { parseCaffeLog, parseTorchLog } from '../../../src/inspect/training/digits-log.ts'

const GLOG = 'I0831 12:33:44.123456 12345 solver.cpp:228] '

function told(charts: readonly Chart[]): string[] {
  return charts.flatMap(({ title, axis, steps, series }) =>
    series.map(({ name, values }) => {
      const points = steps.flatMap((step, at) => (values[at] === null ? [] : `${step}=${values[at]!}`))
      return `${title} by ${axis}, ${name}: ${points.join(' ')}`
    }),
  )
}

describe('parseCaffeLog', () => {
  it('reads losses of training, what the net says at tests, and a rate that changes', () => {
    const log = [
      'Iteration 0, Testing net (#0)',
      '    Test net output #0: accuracy = 0.1',
      '    Test net output #1: loss = 2.3 (* 1 = 2.3 loss)',
      'Iteration 0, loss = 2.4',
      '    Train net output #0: loss = 9 (* 1 = 9 loss)',
      'Iteration 0, lr = 0.01',
      'Iteration 10 (1.2 iter/s, 8.3s/10 iters), loss = 1.2',
      'Iteration 10, lr = 0.001',
      'Iteration 20, Testing net (#0)',
      '    Test net output #0: accuracy = 0.9',
      '    Test net output #1: loss = 0.3 (* 1 = 0.3 loss)',
    ]
    expect(told(parseCaffeLog(log.map((line) => GLOG + line).join('\n'), 'x'))).toEqual([
      'Loss by iteration, test loss: 0=2.3 20=0.3',
      'Loss by iteration, training loss: 0=2.4 10=1.2',
      'Score by iteration, test accuracy: 0=0.1 20=0.9',
      'Learning rate by iteration, learning rate: 0=0.01 10=0.001',
    ])
  })

  it.each([
    ['nothing', ''],
    ['a test before any iteration', 'Test net output #0: accuracy = 0.1\n'.repeat(2)],
    ['numbers that are none', 'Iteration 1, loss = nan\nIteration 2, loss = -inf\nIteration 3, loss = 0x1\n'],
    ['an iteration of too many digits', `Iteration ${'9'.repeat(30)}, loss = 1\n`.repeat(2)],
    ['brackets that never close', `Iteration 1 (${'('.repeat(4000)}, loss = 1\n`.repeat(50)],
  ])('makes no chart of %s', (_, text) => {
    expect(parseCaffeLog(text, 'x')).toEqual([])
  })
})

describe('parseTorchLog', () => {
  it('reads what DIGITS’ programs for Torch and TensorFlow write', () => {
    const log = `2016-08-31 12:33:44 [INFO ] Training (epoch 0.5): loss = 2.0, lr = 0.01
2016-08-31 12:33:45 [INFO ] Validation (epoch 1): loss = 1.5, accuracy = 0.5
2016-08-31 12:33:46 [INFO ] Training (epoch 1): loss = 1.0, lr = 0.01
2016-08-31 12:33:47 [INFO ] Validation (epoch 2.0): loss = 1.25, accuracy = 0.75`
    expect(told(parseTorchLog(log, 'x'))).toEqual([
      'Loss by epoch, training loss: 0.5=2 1=1',
      'Loss by epoch, validation loss: 1=1.5 2=1.25',
      'Score by epoch, validation accuracy: 1=0.5 2=0.75',
    ])
  })

  it.each([
    ['nothing', ''],
    ['pairs that are none', 'Training (epoch 1): loss\nTraining (epoch 2): = = =, ,\n'],
    ['an epoch that is none', 'Training (epoch 1.2.3): loss = 1\nTraining (epoch .): loss = 2\n'],
  ])('makes no chart of %s', (_, text) => {
    expect(parseTorchLog(text, 'x')).toEqual([])
  })
})
