/** `npm run pin -- ID [SECTION…]`: fetches an entry's hosted files once and writes their sums and sizes into its card. */
import { resolve } from 'node:path'
import { networkOf } from '../src/client/net/network.ts'
import { pinEntry, type Pinned } from '../src/contribute/pin/pin-entry.ts'
import { UserError } from '../src/lib/user-error.ts'
import { formatBytes, plain, plural } from '../src/site/format.ts'
import { escapeHidden } from '../src/zoo/problem.ts'
import { readStoreCard } from '../src/zoo/read.ts'
import { readOptions, toWorkplace } from './command.ts'
import { fetchProgress } from './fetch-progress.ts'
import { placesApart } from './places.ts'
import { untilInterrupted } from './until-interrupted.ts'
import { wrapLine } from './wrap-line.ts'

const OPTIONS = ['zoo', 'keep']

export async function run(args: string[]): Promise<number> {
  const { places, others } = placesApart(args, OPTIONS)
  const options = readOptions(others, OPTIONS, ['force'])
  const [id, ...sections] = places
  if (id === undefined || id.includes('/') || id.startsWith('.'))
    throw new UserError('Name one entry: npm run pin -- ID [SECTION…] [--force] [--keep DIR] [--zoo DIR].')
  const { zooDir, label, storeUrl } = await toWorkplace({ zoo: options['zoo'] })
  const { card } = await readStoreCard(zooDir, label)
  const keepDir = options['keep'] === undefined ? null : resolve(options['keep'])
  const isForced = options['force'] !== undefined
  const pinned = await untilInterrupted((signal) => {
    const listener = fetchProgress()
    const network = networkOf({ env: process.env, signal })
    return pinEntry({
      id,
      sections,
      zooDir,
      label,
      storeUrl: storeUrl ?? card.url,
      isForced,
      keepDir,
      network,
      listener,
    }).finally(listener.done)
  })
  return tell(pinned, `${label}/${id}/README.md`)
}

function tell({ sections, faults, isChanged }: Pinned, card: string): number {
  for (const { name, measured, isSame } of sections)
    console.log(
      plain(
        `${name}: ${isSame ? 'as the card says' : 'pinned'}, ${formatBytes(measured.size)}, SHA-256 ${measured.sha256}`,
      ),
    )
  if (isChanged) console.log(`Written to ${card}.`)
  if (faults.length === 0) return 0
  console.error(`${plural(faults.length, 'section was', 'sections were')} not pinned:`)
  for (const fault of faults) console.error(wrapLine(escapeHidden(fault), process.stderr.columns || 80))
  return 1
}
