/** `zoopress info`: everything that a store tells of one model. */
import { UserError } from '../../lib/user-error.ts'
import type { OpenStore } from '../store/model.ts'
import { noModel } from '../store/nearest-ids.ts'
import { formatTerminalJson } from '../store/parse-document.ts'
import type { Surroundings } from '../surroundings.ts'
import { UsageError } from '../usage-error.ts'
import { formatModel } from './model-text.ts'
import { namedStores, openStores } from './open-stores.ts'
import { typedOptions } from './typed-options.ts'

export const HELP = `Usage: zoopress info ID [options]

Tells what a store knows of a model: licence, versions, downloads with their sizes and SHA-256, and what was found in its weights.

  --store STORE   an address or a folder; several are asked in turn, and the first that has the model answers.
                  Default: the environment variable MODEL_STORE_URL, then DIGITS_MODEL_STORE_URL
  --version V     this version; default: the newest
  --pubkey KEY    the key of the store's owner, or the file that holds it: nothing else is trusted
  --json          prints {"store": {…}, "model": {…}} for programs; its "document" is what the store publishes
`

const OPTIONS = {
  store: { type: 'string', multiple: true },
  version: { type: 'string' },
  pubkey: { type: 'string' },
  json: { type: 'boolean' },
} as const

/** @throws UsageError, UserError */
export async function run(args: string[], surroundings: Surroundings): Promise<number> {
  const { values, positionals } = typedOptions('info', args, OPTIONS)
  const [id, ...more] = positionals
  if (id === undefined || more.length > 0)
    throw new UsageError('Name one model: zoopress info ID. "zoopress list" tells what there is.')
  const addresses = namedStores(values.store ?? [], values.pubkey, surroundings.env)
  const store = await findStore(id, { addresses, pubkey: values.pubkey, surroundings })
  if (store === null) return 1
  const model = await store.model(id, values.version)
  if (values.json === true) {
    const { url, title, message, kind, signed } = store
    surroundings.out(formatTerminalJson({ store: { url, title, message, kind, signed }, model }))
  } else surroundings.out(formatModel(store, model, surroundings))
  return 0
}

interface Search {
  addresses: readonly string[]
  pubkey: string | undefined
  surroundings: Surroundings
}

/** Null: none could be opened, and it was told why. @throws UserError where no store has the model */
async function findStore(id: string, { addresses, pubkey, surroundings }: Search): Promise<OpenStore | null> {
  const without: string[] = []
  for (const address of addresses) {
    const [store] = (await openStores([address], pubkey, surroundings)).opened
    if (store === undefined) continue
    const ids = store.models.map((model) => model.id)
    if (ids.includes(id)) return store
    without.push(noModel(store.url, id, ids))
  }
  if (without.length > 0) throw new UserError(without.join('\n'))
  return null
}
