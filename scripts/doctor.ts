/** `npm run doctor -- URL`: asks a host what clients need of it, and tells which of them will work there. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { examine } from '../src/doctor/examine.ts'
import { formatDiagnosis } from '../src/doctor/report.ts'
import { UserError } from '../src/lib/user-error.ts'
import type { Host } from '../src/zoo/card-schema.ts'
import { quote } from '../src/zoo/problem.ts'
import { parseStoreCard } from '../src/zoo/store-card.ts'
import { readOptions, toWorkplace } from './command.ts'
import { placesApart } from './places.ts'

const OPTIONS = ['zoo']

const CARD_LIMIT = 256 * 1024

export async function run(args: string[]): Promise<number> {
  const { places, others } = placesApart(args, OPTIONS)
  const options = readOptions(others, OPTIONS, ['json'])
  const store = readAddress(places)
  const { zooDir } = await toWorkplace({ zoo: options['zoo'] })
  const diagnosis = await examine(store, { stated: statedHost(zooDir, store, options['zoo'] !== undefined) })
  console.log(options['json'] === undefined ? formatDiagnosis(diagnosis) : JSON.stringify(diagnosis, null, 2))
  return diagnosis.isWell ? 0 : 1
}

function readAddress(places: readonly string[]): URL {
  const [place, ...more] = places
  if (place === undefined || more.length > 0)
    throw new UserError('Say the one address to ask: npm run doctor -- https://lab.example/zoo/')
  const url = URL.parse(/^[a-z]+:\/\//i.test(place) ? place : `http://${place}`)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '')
    throw new UserError(
      `${quote(place)} is no address of a store. It is like https://lab.example/zoo/, without a question mark, a name and a password.`,
    )
  return new URL(`${url.origin}${url.pathname.replace(/\/*$/, '/')}`)
}

/** Of the card of the zoo here, where that is for this address, or where the person named it. */
function statedHost(zooDir: string, store: URL, isNamed: boolean): Host | null {
  const path = join(zooDir, 'README.md')
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  if (text.length > CARD_LIMIT) return null
  const { card } = parseStoreCard(text, path)
  return isNamed || `${card.url}/` === store.href ? card.host : null
}
