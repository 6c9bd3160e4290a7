/** Opens the stores that a command was given. */
import { mapLimit } from '../../lib/map-limit.ts'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import { networkOf } from '../net/network.ts'
import { storeAddresses } from '../store/addresses.ts'
import type { OpenStore } from '../store/model.ts'
import { openStore, type OpenOptions } from '../store/open-store.ts'
import type { Surroundings } from '../surroundings.ts'
import { UsageError } from '../usage-error.ts'

/** A store that could not be opened. */
export interface DeadStore {
  url: string
  /** Sentences, one a line. */
  why: string
}

const AT_ONCE = 4

/** Several stores, in the order in which they were named. One that cannot be opened is told of on standard error, and skipped. */
export async function openStores(
  addresses: readonly string[],
  pubkey: string | undefined,
  surroundings: Surroundings,
): Promise<{ opened: OpenStore[]; failed: DeadStore[] }> {
  const options = openOptions(pubkey, surroundings)
  const tried = await mapLimit(addresses, AT_ONCE, async (url): Promise<OpenStore | DeadStore> => {
    try {
      return await openStore(url, options)
    } catch (error) {
      if (!(error instanceof UserError) || surroundings.signal.aborted) throw error
      return { url, why: error.message }
    }
  })
  const failed = tried.filter(isDead)
  for (const { why } of failed) surroundings.err(why.split('\n').map(escapeHidden).join('\n'))
  return { opened: tried.filter((store): store is OpenStore => !isDead(store)), failed }
}

function isDead(store: OpenStore | DeadStore): store is DeadStore {
  return 'why' in store
}

/** What a command opens stores with. */
export function openOptions(pubkey: string | undefined, surroundings: Surroundings): OpenOptions {
  return { network: networkOf(surroundings), surroundings, ...(pubkey !== undefined && { pubkey }) }
}

/** Stores as they were typed, or as the environment names them. @throws UsageError where that is none, or one key is for several. */
export function namedStores(
  typed: readonly string[],
  pubkey: string | undefined,
  env: NodeJS.ProcessEnv,
): string[] {
  const addresses = storeAddresses(typed, env)
  if (addresses.length === 0) throw new UsageError(NO_STORE)
  if (pubkey !== undefined && addresses.length > 1)
    throw new UsageError(
      `--pubkey is the key of one store, and these are ${addresses.length}. Name one of them.`,
    )
  return addresses
}

const NO_STORE = [
  'Name a store: its address, such as https://lab.example/zoo, or a folder that holds one, such as ./dist.',
  'Several have commas between them. Once for all, name them in the environment variable MODEL_STORE_URL;',
  "DIGITS' own, DIGITS_MODEL_STORE_URL, counts too.",
].join('\n')
