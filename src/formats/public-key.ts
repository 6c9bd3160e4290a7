/**
 * URL: /zoopress.pub, in a store that is signed.
 * Reader: minisign 0.6 and newer (`minisign -Vm SHA256SUMS -p zoopress.pub`), `npm run verify`.
 * Trap: a key that comes from where the files come from proves little; whoever checks a store should have it from its owner.
 */
import { formatPublicKey, parsePublicKey } from '../lib/minisign.ts'
import type { Listing } from '../store.ts'

export function formatStoreKey({ site }: Listing): string {
  if (site.publicKey === undefined) throw new Error('A store that is not signed has no public key.')
  return formatPublicKey(parsePublicKey(site.publicKey))
}

export function isSigned({ site }: Listing): boolean {
  return site.publicKey !== undefined
}
