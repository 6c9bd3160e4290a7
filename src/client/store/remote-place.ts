/**
 * Where a document says that a file lies: an address relative to its own, which must stay in the store, or an absolute one of a file
 * that is hosted elsewhere.
 */
import { posix } from 'node:path'
import { pathFault } from '../../zoo/names.ts'

const LONGEST_URL = 2000

/** Path below the store of a percent-encoded address that stands in a document of the folder `folder`; null: it leads elsewhere. */
export function pathInStore(folder: string, address: string): string | null {
  const path = posix.join(folder, decode(address))
  return address !== '' && !address.startsWith('/') && pathFault(path) === null ? path : null
}

/** As it is to be fetched; null: no address that anything is fetched from. */
export function hostedUrl(address: string): string | null {
  if (address.length > LONGEST_URL || !/^https?:\/\//i.test(address) || !URL.canParse(address)) return null
  const url = new URL(address)
  return url.username === '' && url.password === '' ? url.href : null
}

/** The last component of a path or of an address, if that is a name fit for every disk; else `otherwise`. */
export function fileNameOf(address: string, otherwise: string): string {
  const path = URL.canParse(address) ? new URL(address).pathname : address
  const name = decode(posix.basename(path))
  return !name.includes('/') && pathFault(name) === null ? name : otherwise
}

function decode(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
