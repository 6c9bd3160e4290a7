import type { OpenStore } from '../store/model.ts'
import { openStore, type OpenOptions } from '../store/open-store.ts'

/** A store that answered once, or did not, is not asked again. */
export function openOnce(options: OpenOptions): (address: string) => Promise<OpenStore> {
  const opened = new Map<string, Promise<OpenStore>>()
  return (address) => {
    const opening = opened.get(address) ?? openStore(address, options)
    opened.set(address, opening)
    return opening
  }
}
