import { describe, expect, it, onTestFinished } from 'vitest'
import { barLines } from '../../../src/client/cli/bar-lines.ts'
import { progressBars } from '../../../src/client/cli/progress-bars.ts'
import type { Wanted } from '../../../src/client/net/download.ts'

const MB = 1e6

function wanted(label: string, size: number | null): Wanted {
  return { urls: [`http://127.0.0.1/${label}`], path: `/tmp/${label}`, size, sha256: null, label }
}

/** Bars that write into a list, on a clock that stands still until it is set. */
function shown(
  kind: { isTTY?: boolean; columns?: number; rows?: number } = {},
  env: NodeJS.ProcessEnv = {},
  quiet = false,
) {
  const written: string[] = []
  const stream = {
    isTTY: true,
    columns: 80,
    rows: 24,
    ...kind,
    write: (text: string) => written.push(text) > 0,
  }
  const clock = { ms: 0 }
  const bars = progressBars(stream, { env: { TERM: 'xterm', ...env }, quiet, now: () => clock.ms })
  onTestFinished(bars.done)
  /** The lines that stand there, without what moves the cursor. */
  const screen = () =>
    (written.at(-1) ?? '')
      .replace(/\u001b\[[0-9]*[A-Z]/g, '')
      .replace(/^\r/, '')
      .split('\r\n')
  const pass = (seconds: number, file: Wanted, perSecond: number) => {
    for (let tenth = 0; tenth < seconds * 10; tenth++) {
      clock.ms += 100
      bars.bytes(file, perSecond / 10)
    }
  }
  return { written, stream, clock, bars, screen, pass }
}

describe('on a terminal, each file', () => {
  it('has a bar, and all of them have one', () => {
    const { bars, screen, pass } = shown()
    const [weights, data] = [wanted('weights.tar.gz', 100 * MB), wanted('data.tar.gz', 50 * MB)]
    bars.expect([weights, data])
    bars.begin(weights, 20 * MB, 100 * MB)
    bars.begin(data, 0, 50 * MB)
    pass(3, weights, 10 * MB)
    expect(screen()).toEqual([
      'weights.tar.gz  █████░░░░░   50%  50 MB of 100 MB · 10 MB/s · 5 s left',
      'data.tar.gz     ░░░░░░░░░░    0%  0 B of 50 MB',
      '0 of 2 files    ███░░░░░░░   33%  50 MB of 150 MB · 10 MB/s · 10 s left',
    ])
  })

  it('leaves when it has arrived, and is counted', () => {
    const { bars, clock, screen, pass } = shown()
    const [weights, data] = [wanted('weights', 10 * MB), wanted('data', 10 * MB)]
    bars.expect([weights, data])
    bars.begin(weights, 0, 10 * MB)
    bars.begin(data, 0, 10 * MB)
    pass(1, weights, 10 * MB)
    bars.end(weights)
    clock.ms += 100
    bars.bytes(data, 1)
    expect(screen().map((line) => line.slice(0, 14))).toEqual(['data          ', '1 of 2 files  '])
  })

  it('alone stands for all', () => {
    const { bars, screen, pass } = shown()
    const file = wanted('weights.tar.gz', null)
    bars.begin(file, 0, null)
    pass(2, file, MB)
    expect(screen()).toEqual(['weights.tar.gz  2 MB · 1 MB/s'])
  })

  it('starts again where the server cannot go on', () => {
    const { bars, clock, screen } = shown()
    const file = wanted('weights', 10 * MB)
    bars.begin(file, 4 * MB, 10 * MB)
    clock.ms = 500
    bars.bytes(file, -4 * MB)
    expect(screen()).toEqual(['weights  ░░░░░░░░░░░░░░░░░░░░    0%  0 B of 10 MB'])
  })

  it('is begun anew by another server without being counted twice', () => {
    const { bars, clock, screen } = shown()
    const [file, other] = [wanted('weights', 10 * MB), wanted('data', 10 * MB)]
    bars.expect([file, other])
    bars.begin(file, 4 * MB, 10 * MB)
    bars.begin(file, 5 * MB, 10 * MB)
    clock.ms = 500
    bars.bytes(file, 0)
    expect(screen().at(-1)).toBe('0 of 2 files  █████░░░░░░░░░░░░░░░   25%  5 MB of 20 MB')
  })
})

describe('on a terminal, bars', () => {
  it('are drawn ten times a second at most, over what stood there', () => {
    const { bars, written, clock } = shown()
    const [a, b] = [wanted('a', MB), wanted('b', MB)]
    bars.expect([a, b])
    bars.begin(a, 0, MB)
    bars.begin(b, 0, MB)
    for (; clock.ms < 1000; clock.ms++) bars.bytes(a, 1)
    expect(written).toHaveLength(10)
    expect(written[0]).toMatch(/^\ra {5}/)
    expect(written[1]).toMatch(/^\r\u001b\[1Aa/)
    expect(written.every((text) => text.endsWith('\u001b[K\u001b[J'))).toBe(true)
  })

  it('leave room on a low terminal: the first ones, and the total', () => {
    const { bars, clock, screen } = shown({ rows: 5 })
    const files = Array.from({ length: 9 }, (_, index) => wanted(`file-${index}`, MB))
    bars.expect(files)
    for (const file of files) bars.begin(file, 0, MB)
    clock.ms = 200
    bars.bytes(files[0]!, 1)
    expect(screen().map((line) => line.split('  ')[0]!.trim())).toEqual(['file-0', 'file-1', '0 of 9 files'])
  })

  it('are never wider than the terminal, whatever a file is called', () => {
    const label = '\u001b[31m権利\u202e模型-'.repeat(9)
    for (let columns = 2; columns < 120; columns++) {
      const { bars, clock, screen } = shown({ columns })
      const file = wanted(label, 10 * MB)
      bars.begin(file, MB, 10 * MB)
      clock.ms += 200
      bars.bytes(file, MB)
      const [line = ''] = screen()
      expect(line).toMatch(/^[ -~█░·…]+$/)
      expect(line.length).toBeLessThan(columns)
    }
  })

  it('go away at the end, and before a note', () => {
    const { bars, written } = shown()
    const file = wanted('weights', MB)
    bars.begin(file, 0, MB)
    bars.note(file, 'The connection was cut; trying again.')
    bars.done()
    expect(written.slice(1)).toEqual(['\r\u001b[Jweights: The connection was cut; trying again.\n'])
  })

  it('count anew what begins after that', () => {
    const { bars, clock, screen } = shown()
    const [a, b, unpacking] = [wanted('a', MB), wanted('b', MB), wanted('unpacking', 9 * MB)]
    bars.expect([a, b])
    for (const file of [a, b]) bars.begin(file, MB, MB)
    for (const file of [a, b]) bars.end(file)
    bars.done()
    clock.ms = 500
    bars.begin(unpacking, 0, 9 * MB)
    expect(screen()).toEqual(['unpacking  ░░░░░░░░░░░░░░░░░░░░    0%  0 B of 9 MB'])
  })

  it('reach back over the rows that a window made narrower has broken them into', () => {
    const { bars, written, stream, clock } = shown()
    const file = wanted('weights', MB)
    bars.begin(file, 0, MB)
    stream.columns = 12
    clock.ms = 200
    bars.bytes(file, 1)
    expect(written.at(-1)).toMatch(/^\r\u001b\[[34]Aweights/)
  })
})

describe('elsewhere, progress', () => {
  it.each<[string, { isTTY?: boolean }, NodeJS.ProcessEnv]>([
    ['a log', { isTTY: false }, {}],
    ['a terminal that cannot go back', {}, { TERM: 'dumb' }],
    ['a terminal without escape codes', {}, { NO_COLOR: '1' }],
    ['the terminal of a CI', {}, { CI: 'true' }],
  ])('writes plain lines into %s', (_, kind, env) => {
    const { bars, written } = shown(kind, env)
    const file = wanted('weights\u001b[2J', 10 * MB)
    bars.begin(file, 4 * MB, 10 * MB)
    bars.bytes(file, 6 * MB)
    bars.end(file)
    bars.done()
    expect(written).toEqual(['weights\\x1b[2J (10 MB), from 4 MB on …\n', 'weights\\x1b[2J: done, 10 MB\n'])
  })

  it('calls nothing done that broke off', () => {
    const { bars, written } = shown({ isTTY: false })
    const file = wanted('weights', 10 * MB)
    bars.begin(file, 0, 10 * MB)
    bars.bytes(file, 4 * MB)
    bars.end(file)
    bars.done()
    expect(written.at(-1)).toBe('weights: stopped at 4 MB of 10 MB\n')
  })

  it('writes a line each ten seconds of a long file', () => {
    const { bars, written, pass } = shown({ isTTY: false })
    const file = wanted('weights', 100 * MB)
    bars.begin(file, 0, null)
    pass(25, file, MB)
    expect(written).toEqual([
      'weights (100 MB) …\n',
      'weights: 10%, 10 MB of 100 MB · 1 MB/s · 1 min 30 s left …\n',
      'weights: 20%, 20 MB of 100 MB · 1 MB/s · 1 min 20 s left …\n',
    ])
  })

  it('is nothing where nobody wants it', () => {
    const { bars, written, pass } = shown({}, {}, true)
    const file = wanted('weights', MB)
    bars.begin(file, 0, MB)
    pass(20, file, 1)
    bars.note(file, 'Trying again.')
    bars.end(file)
    bars.done()
    expect(written).toEqual([])
  })
})

describe('a bar', () => {
  const amount = { label: 'weights-of-a-long-name.tar.gz', done: 5e8, total: 1e9, perSecond: 1e7 }

  it.each([
    [100, 'weights-of-a-long-name.tar.gz  ██████████░░░░░░░░░░   50%  500 MB of 1 GB · 10 MB/s · 50 s left'],
    [90, 'weights-of-a…name.tar.gz  ██████████░░░░░░░░░░   50%  500 MB of 1 GB · 10 MB/s · 50 s left'],
    [70, 'weights…tar.gz  █████░░░░░   50%  500 MB of 1 GB · 10 MB/s · 50 s left'],
    [60, 'weights-….tar.gz   50%  500 MB of 1 GB · 10 MB/s · 50 s left'],
    [40, 'weights-o…e.tar.gz   50%  500 MB of 1 GB'],
    [20, 'weights…tar.gz   50%'],
    [12, 'weights-of-…'],
  ])('in %d columns says what fits', (columns, line) => {
    expect(barLines([amount], columns)[0]).toBe(line)
  })

  it('is never more than full', () => {
    expect(barLines([{ ...amount, label: 'a', done: 2e9 }], 80)).toEqual([
      'a  ████████████████████  100%  1 GB of 1 GB · 10 MB/s · 0 s left',
    ])
  })
})
