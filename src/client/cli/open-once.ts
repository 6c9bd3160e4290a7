import type { Network } from '../net/network.ts'
import type { OpenStore } from '../store/model.ts'
import { openStore } from '../store/open-store.ts'
import type { Surroundings } from '../surroundings.ts'

/** A store that answered once, or did not, is not asked again. */
export function openOnce(
  network: Network,
  surroundings: Surroundings,
  pubkey: string | undefined,
): (address: string) => Promise<OpenStore> {
  const opened = new Map<string, Promise<OpenStore>>()
  return (address) => {
    const known = opened.get(address)
    if (known !== undefined) return known
    const opening = openStore(address, { network, surroundings, ...(pubkey === undefined ? {} : { pubkey }) })
    opened.set(address, opening)
    return opening
  }
}
