/** Building again: with nothing changed, and with one entry changed. */
import { appendFileSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { formatCount } from '../../../src/site/format.ts'
import { buildCommand, type Built, type Ground } from '../ground.ts'
import { hugoContestant } from '../hugo.ts'
import type { Contestant, Race } from '../race.ts'
import type { Sizes } from '../sizes.ts'
import { OURS } from './site.ts'

const FIND = 'find: a look at each file'

export async function unchangedRace(ground: Ground, sizes: Sizes): Promise<Race> {
  const built = await ground.built(filledEntries(sizes))
  const before = statSync(built.out).ino
  return {
    name: 'unchanged',
    title: `Nothing changed, ${amount(sizes)}`,
    note: 'Hugo renders everything again, which is all that it can.',
    unit: FIND,
    contestants: [
      {
        name: OURS,
        command: () => buildCommand(built),
        check: () => {
          if (statSync(built.out).ino !== before) throw new Error('The store was built anew.')
        },
      },
      {
        name: FIND,
        needs: 'find',
        command: () => ({
          script: 'find "$1" -type f -printf "%s %T@ %C@ %i %p\\n"',
          args: [built.zoo],
        }),
      },
      hugoContestant(ground, built.zoo),
    ],
  }
}

export async function oneChangedRace(ground: Ground, sizes: Sizes): Promise<Race> {
  const built = await ground.built(filledEntries(sizes))
  return {
    name: 'one-changed',
    title: `The card of one entry changed, ${amount(sizes)}`,
    note: 'Another entry each time. Hugo renders everything again, which is all that it can.',
    unit: OURS,
    contestants: [withOneChanged(ground, built), hugoContestant(ground, built.zoo)],
  }
}

function filledEntries({ large, files }: Sizes) {
  return { entries: large, files }
}

function amount({ large, files }: Sizes): string {
  return `${formatCount(large)} entries with ${formatCount(large * (files + 1))} files`
}

function withOneChanged(ground: Ground, built: Built): Contestant {
  const cards = globSync('*/README.md', { cwd: built.zoo }).sort()
  const cardOf = (run: number) => cards[(run * 997) % cards.length]!
  const newText = 'Changed for the benchmark'
  return {
    name: OURS,
    prepare: async (run) => {
      appendFileSync(join(built.zoo, cardOf(run)), `\n${newText}, ${run}.\n`)
      await ground.settle()
    },
    command: () => buildCommand(built),
    check: () => {
      const page = readFileSync(join(built.out, dirname(cardOf(0)), 'index.html'), 'utf8')
      if (!page.includes(newText)) throw new Error('The page does not show the change.')
    },
  }
}
