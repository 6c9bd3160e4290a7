/** A diagnosis for people, in at most 80 columns. */
import { alignColumns, wrap } from '../client/cli/terminal-text.ts'
import { plural } from '../site/format.ts'
import type { Check, State } from './check.ts'
import type { ClientVerdict, Works } from './clients.ts'
import type { Diagnosis } from './examine.ts'
import { fileFor, type Wanted } from './changes.ts'

const COLUMNS = 80
const WORKS: Record<Works, string> = {
  works: 'works',
  partly: 'with limits',
  fails: 'FAILS',
  unknown: 'not known',
}
const MARKS: Record<State, string> = { good: 'good', note: 'note', poor: 'poor', bad: 'BAD' }

export function formatDiagnosis(diagnosis: Diagnosis): string {
  const { checks, host } = diagnosis
  const shown = checks.filter(({ state }) => state !== 'good')
  return [
    ...wrap(opening(diagnosis), COLUMNS),
    '',
    ...clientLines(diagnosis.clients, checks),
    ...(shown.length === 0 ? [] : ['', 'What was found', ...shown.flatMap(foundLines)]),
    ...wrap(`${plural(checks.length - shown.length, 'check')} found nothing amiss.`, COLUMNS),
    ...changeLines(diagnosis),
    ...(host === null ? [] : ['', ...wrap(host.say, COLUMNS)]),
    ...elsewhere(diagnosis),
    '',
    ...wrap(closing(diagnosis), COLUMNS),
  ].join('\n')
}

function opening({ address, models, asked, server }: Diagnosis): string {
  const what =
    models === null
      ? 'shows no store: it sends no catalogue.json'
      : `is a store of ${plural(models, 'model')}`
  return `${address} ${what}. Server: ${server ?? 'unknown'}. ${plural(asked, 'request')}.`
}

/** Those that the store has entries for first; of the others it is said that nobody needs them here. */
function clientLines(clients: readonly ClientVerdict[], checks: readonly Check[]): string[] {
  const rows = [...clients.filter(({ isWanted }) => isWanted), ...clients.filter(({ isWanted }) => !isWanted)]
  return alignColumns(
    [
      {
        title: 'Client',
        leaves: 0,
        cells: rows.map(({ name, isWanted }) => (isWanted ? name : `(${name})`)),
      },
      {
        title: 'Here',
        leaves: 0,
        cells: rows.map(({ works, isWanted }) => (isWanted ? WORKS[works] : WORKS[works].toLowerCase())),
      },
      {
        title: 'Because of',
        leaves: 0,
        shortest: 20,
        cells: rows.map(({ because }) =>
          because.filter((name) => checks.some((check) => check.name === name)).join(', '),
        ),
      },
    ],
    COLUMNS,
  )
}

function foundLines({ name, state, found }: Check): string[] {
  const head = `${MARKS[state].padEnd(5)} ${name.padEnd(14)} `
  return hang(head, found)
}

function hang(head: string, text: string): string[] {
  const [first = '', ...rest] = wrap(text, COLUMNS - head.length)
  return [head + first, ...rest.map((line) => ' '.repeat(head.length) + line)].map((line) => line.trimEnd())
}

function changeLines({ changes, server }: Diagnosis): string[] {
  if (changes.length === 0) return []
  const file = fileFor(server)
  return [
    '',
    'What to change',
    ...changes.flatMap(changeLine),
    ...(file === null
      ? ['   Complete settings for nginx, Apache and Caddy lie in hosting/.']
      : hang('   Complete: ', `${file}.`)),
  ]
}

function changeLine({ say, line }: Wanted, at: number): string[] {
  const number = `${at + 1}.`.padEnd(3)
  return [...hang(number, say), ...(line === null ? [] : hang('      ', line))]
}

function elsewhere({ elsewhere, apart }: Diagnosis): string[] {
  const asked = apart === null ? [] : wrap(`Archives were asked for at ${apart}.`, COLUMNS)
  const hosts = elsewhere.filter((host) => apart === null || host !== new URL(apart).host)
  if (hosts.length === 0) return asked
  return asked.concat(
    wrap(`Files lie on other hosts too, which were not asked: ${hosts.join(', ')}.`, COLUMNS),
  )
}

function closing({ models, clients, isWell }: Diagnosis): string {
  if (models === null)
    return isWell
      ? 'Nobody needs anything of it yet. Publish a store there, and ask again.'
      : 'Clients of a store that is put there would fail. Change that first, and ask again.'
  if (!isWell) {
    const failing = clients.filter(({ isWanted, works }) => isWanted && works === 'fails')
    return `${plural(failing.length, 'client')} of this store will fail there.`
  }
  const unknown = clients.filter(({ isWanted, works }) => isWanted && works === 'unknown')
  return unknown.length === 0
    ? 'Every client that this store has entries for works there.'
    : `Of ${plural(unknown.length, 'client')} of this store it is not known: what they need was not asked, or lies elsewhere.`
}
