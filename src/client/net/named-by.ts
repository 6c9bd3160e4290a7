/** Addresses that nobody typed: a document of a store names them, and must not send its readers into their own networks. */
import { lookup } from 'node:dns/promises'
import { isPrivateHost } from '../../lib/http-open.ts'
import { isPrivateAddress } from '../../lib/private-address.ts'
import type { Network } from './network.ts'
import { proxyFor } from './proxy.ts'

/**
 * True where `url` may lead to public addresses alone: it stands in a document of the store `namedBy`, which is a public one, and leads away
 * from it. Undefined: the person typed it. A store in a folder, or in a private network, may name whatever it likes.
 */
export async function mustBePublic(
  url: URL,
  namedBy: string | undefined,
  { env }: Pick<Network, 'env'>,
): Promise<boolean> {
  const store = namedBy !== undefined && URL.canParse(namedBy) ? new URL(namedBy) : null
  if (store === null || !/^https?:$/.test(store.protocol) || store.origin === url.origin) return false
  if (isPrivateHost(store)) return false
  return proxyFor(store, env) !== null || !(await leadsInside(store))
}

async function leadsInside({ hostname }: URL): Promise<boolean> {
  const found = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true }).catch(() => [])
  return found.length > 0 && found.every(({ address }) => isPrivateAddress(address))
}
