import { describe, expect, it } from 'vitest'
import { parseCsvLog } from '../../../src/inspect/training/csv-log.ts'

/** `title by axis: series=values; …` of each chart. */
function told(text: string): string[] {
  return parseCsvLog(text, 'training_log.csv').map(({ title, axis, steps, series }) => {
    const lines = series.map(({ name, values }) => `${name}=${values.map((value) => value ?? '-').join(' ')}`)
    return `${title} by ${axis} ${steps.join(' ')}: ${lines.join('; ')}`
  })
}

describe('parseCsvLog', () => {
  it.each([
    [
      'losses apart from scores',
      'epoch,train_loss,val_dice\n1,2,0.4\n2,1,0.6\n',
      ['Loss by epoch 1 2: train_loss=2 1', 'Score by epoch 1 2: val_dice=0.4 0.6'],
    ],
    ['semicolons and decimal commas', 'step;loss\n1;0,5\n2;0,25\n', ['Loss by step 1 2: loss=0.5 0.25']],
    [
      'tabs and line ends of Windows',
      'Iteration\tloss\r\n10\t1\r\n20\t2\r\n',
      ['Loss by iteration 10 20: loss=1 2'],
    ],
    [
      'quoted cells',
      '"epoch","loss, ""L1"""\n"1","1e-3"\n"2",".5"\n',
      ['Loss by epoch 1 2: loss, "L1"=0.001 0.5'],
    ],
    [
      'a byte order mark and a header behind #',
      '\ufeff# epoch,loss\n1,1\n2,2\n',
      ['Loss by epoch 1 2: loss=1 2'],
    ],
    ['rows where nothing counts', 'loss\n3\n2\n', ['Loss by row 1 2: loss=3 2']],
    [
      'the epoch before other counters',
      'global_step,epoch,loss\n9,1,3\n18,2,2\n',
      ['Loss by epoch 1 2: loss=3 2'],
    ],
    [
      'gaps',
      'epoch,loss,val_loss\n1,3,\n2,2,nan\n3,1,5\n',
      ['Loss by epoch 1 2 3: loss=3 2 1; val_loss=- - 5'],
    ],
    [
      'steps out of order, the later row of one step',
      'epoch,loss\n2,5\n1,4\n2,3\n',
      ['Loss by epoch 1 2: loss=4 3'],
    ],
    [
      'shares apart from per cent',
      'epoch,dice,acc\n1,0.1,50\n2,0.2,60\n',
      ['Score by epoch 1 2: dice=0.1 0.2', 'Score by epoch 1 2: acc=50 60'],
    ],
    [
      'a chart for each column of another kind',
      'epoch,a,b\n1,1,2\n2,3,4\n',
      ['a by epoch 1 2: a=1 3', 'b by epoch 1 2: b=2 4'],
    ],
    [
      'a learning rate that changes',
      'epoch,lr\n1,0.1\n2,0.01\n',
      ['Learning rate by epoch 1 2: lr=0.1 0.01'],
    ],
  ])('reads %s', (_, text, charts) => {
    expect(told(text)).toEqual(charts)
  })

  it.each([
    ['nothing', ''],
    ['line ends alone', '\n\n\r\n'],
    ['a header alone', 'epoch,loss\n'],
    ['one row', 'epoch,loss\n1,2\n'],
    ['no header', '1,2\n3,4\n5,6\n'],
    ['times and a rate that never changes', 'epoch,time,lr\n1,3,0.1\n2,4,0.1\n'],
    ['numbers of no sensible size', 'epoch,loss\n1,1e999\n2,-1e300\n3,0x10\n4,Infinity\n'],
    ['steps that are none', 'epoch,loss\nnan,1\n1e400,2\n,3\n'],
    ['a picture', '\u0000\u0001\ufffdPNG\n\u0000,\u0000\n'],
    ['a quote that never ends', `epoch,"${'"'.repeat(3001)}\n1,2\n`],
    ['a line without end', `epoch,loss${'x'.repeat(100_000)}`],
  ])('makes no chart of %s', (_, text) => {
    expect(told(text)).toEqual([])
  })

  it('takes names for text: controls, signs that turn the writing and long ones go', () => {
    const [chart] = parseCsvLog(`epoch,\u202eloss\u0007\u200b,${'l'.repeat(99)}oss\n1,2,3\n2,3,4\n`, 'x')
    expect(chart?.series.map(({ name }) => name)).toEqual(['loss'])
    expect(parseCsvLog('epoch,__proto__,constructor\n1,2,3\n2,3,4\n', 'x').map(({ title }) => title)).toEqual(
      ['__proto__', 'constructor'],
    )
  })

  it('keeps at most 32 curves and six charts', () => {
    const wide = Array.from({ length: 50 }, (_, index) => `loss${index}`)
    const text = `epoch,${wide.join(',')}\n1${',1'.repeat(50)}\n2${',2'.repeat(50)}\n`
    expect(parseCsvLog(text, 'x')[0]?.series).toHaveLength(32)
    expect(parseCsvLog(text.replaceAll('loss', 'c'), 'x')).toHaveLength(6)
  })
})
