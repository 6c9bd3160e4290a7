/** `zoopress info`: everything that a store tells of one model. */
import { parseAskedModel } from '../get/asked-model.ts'
import { findModel } from '../get/find-model.ts'
import { openStore } from '../store/open-store.ts'
import { formatTerminalJson } from '../store/parse-document.ts'
import type { Surroundings } from '../surroundings.ts'
import { UsageError } from '../usage-error.ts'
import { formatModel } from './model-text.ts'
import { namedStores, openOptions } from './open-stores.ts'
import { typedOptions } from './typed-options.ts'

export const HELP = `Usage: zoopress info ID|ID@VERSION|ADDRESS [options]

Tells what a store knows of a model: licence, versions, downloads with their
sizes and SHA-256, and what was found in its weights. ADDRESS is that of the
model's page.

  --store STORE   an address or a folder; several are asked in turn, and the
                  first that has the model answers. Default: the environment
                  variable MODEL_STORE_URL, then DIGITS_MODEL_STORE_URL
  --version V     this version; default: the newest
  --pubkey KEY    the key of the store's owner, or the file that holds it:
                  nothing else is trusted
  --json          prints {"store": {…}, "model": {…}} for programs; its
                  "document" is what the store publishes
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
  const [typed, ...more] = positionals
  if (typed === undefined || more.length > 0)
    throw new UsageError('Name one model: zoopress info ID. "zoopress list" tells what there is.')
  const asked = parseAskedModel(typed, values.version)
  const { env, signal, out } = surroundings
  const addresses = asked.store === null ? namedStores(values.store ?? [], values.pubkey, env) : []
  const options = openOptions(values.pubkey, surroundings)
  const open = (address: string) => openStore(address, options)
  const { store, model, passedOver } = await findModel(asked, addresses, open, signal)
  for (const fault of passedOver) surroundings.err(`Passed over: ${fault}`)
  if (values.json === true) {
    const { url, title, message, kind, signed } = store
    out(formatTerminalJson({ store: { url, title, message, kind, signed }, model }))
  } else out(formatModel(store, model, surroundings))
  return 0
}
