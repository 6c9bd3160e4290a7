import { describe, expect, it } from 'vitest'
import { isInstalled } from '../../../scripts/bench/ground.ts'
import { median, runRace, type Contestant, type RaceOptions } from '../../../scripts/bench/race.ts'

const NEVER = new AbortController().signal

/** Races that do nothing, and what was done in which order. */
function race(contestants: (Partial<Contestant> & { name: string })[], options: Partial<RaceOptions> = {}) {
  const order: string[] = []
  const idle = { command: () => ({ script: 'true', args: [] }) }
  const results = runRace(
    {
      ...{ name: 'idle', title: 'Nothing at all', note: 'A note.', unit: 'a' },
      contestants: contestants.map((contestant) => ({ ...idle, ...contestant })),
    },
    {
      ...{ runs: 2, signal: NEVER, isInstalled: () => true },
      onRun: (name) => void order.push(name),
      ...options,
    },
  )
  return { order, results }
}

describe('median', () => {
  it.each([
    [[3], 3],
    [[9, 1, 2], 2],
    [[4, 1, 2, 100], 3],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected)
  })
})

if (isInstalled('bash'))
  describe('a race', () => {
    it('lets the contestants take turns', async () => {
      const { order, results } = race([{ name: 'a' }, { name: 'b' }])
      expect((await results).results.map(({ name, fault }) => [name, fault])).toEqual([
        ['a', null],
        ['b', null],
      ])
      expect(order).toEqual(['a', 'b', 'a', 'b'])
    })

    it('counts what was made, and looks at it once', async () => {
      const checked: number[] = []
      const { results } = race([{ name: 'a', bytes: () => 7, check: () => void checked.push(1) }])
      const [result] = (await results).results
      expect([result!.bytes, checked]).toEqual([7, [1]])
      expect(Math.min(result!.figures!.cpu, result!.figures!.wall)).toBeGreaterThanOrEqual(0)
    })

    it('goes on without a contestant that is not installed or fails', async () => {
      const { order, results } = race(
        [
          { name: 'missing', needs: 'pigz' },
          { name: 'failing', command: () => ({ script: 'echo "no $1" >&2; exit 3', args: ['room'] }) },
          { name: 'half', command: () => ({ script: 'false | cat', args: [] }) },
          {
            name: 'wrong',
            check: () => {
              throw new Error('It is empty.')
            },
          },
          { name: 'well' },
        ],
        { isInstalled: (program) => program !== 'pigz' },
      )
      expect((await results).results.map(({ name, fault }) => `${name}: ${fault}`)).toMatchInlineSnapshot(`
        [
          "missing: pigz is not installed",
          "failing: failed: no room",
          "half: failed: It ended with status 1.",
          "wrong: failed: It is empty.",
          "well: null",
        ]
      `)
      expect(order).toEqual(['failing', 'half', 'wrong', 'well', 'well'])
    })

    it('ends at once when it is stopped, with all that runs', async () => {
      const stop = new AbortController()
      const onRun = () => void setImmediate(() => stop.abort(new Error('Stopped.')))
      const { results } = race([{ name: 'a', command: () => ({ script: 'sleep 1000 | cat', args: [] }) }], {
        signal: stop.signal,
        onRun,
      })
      await expect(results).rejects.toThrow('Stopped.')
    })
  })
