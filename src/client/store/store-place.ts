/** Where a store lies, and how one small file of it is read: from a web server, or from a folder that the person named. */
import { realpathSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { encodePath } from '../../formats/addresses.ts'
import { UserError } from '../../lib/user-error.ts'
import { quote } from '../../zoo/problem.ts'
import { fetchSmall } from '../net/fetch-small.ts'
import { NetworkFault } from '../net/network-fault.ts'
import type { Network } from '../net/network.ts'
import type { Surroundings } from '../surroundings.ts'
import { isWebAddress } from './addresses.ts'
import { readLocalFile } from './local-file.ts'

export interface StorePlace {
  /** Without a slash at its end; of a folder its `file:` address. */
  url: string
  /** A file of at most `limit` bytes; null where there is none. @throws UserError */
  read: (path: string, limit: number) => Promise<Buffer | null>
}

/** `address` is one of `storeAddresses`. @throws UserError where it names a folder that is not there. */
export function storePlace(address: string, network: Network, surroundings: Surroundings): StorePlace {
  if (isWebAddress(address)) {
    const url = address.replace(/\/+$/, '')
    return { url, read: (path, limit) => fetchSmall(`${url}/${encodePath(path)}`, limit, network) }
  }
  const dir = existingFolder(address, surroundings)
  return {
    url: pathToFileURL(dir).href.replace(/\/+$/, ''),
    read: (path, limit) => Promise.resolve(readLocalFile(resolve(dir, path), limit)),
  }
}

/** Its real path: a person's own links to it are followed, those inside it never are. */
function existingFolder(address: string, { workDir, homeDir }: Surroundings): string {
  const path = folderPath(address, homeDir)
  const dir = path === null ? null : resolve(workDir, path)
  if (dir === null || !statSync(dir, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(
      `There is no folder ${quote(address)}. A store is an address such as https://lab.example/zoo, or the folder of one.`,
    )
  return realpathSync(dir)
}

/** Null: a `file:` address of another machine, or of nothing. */
function folderPath(address: string, homeDir: string): string | null {
  if (/^~(?=[/\\]|$)/.test(address)) return homeDir + address.slice(1)
  if (!/^file:/i.test(address)) return address
  try {
    return fileURLToPath(address)
  } catch {
    return null
  }
}

/** True where a server will not give a file: so do buckets answer for one that is not there. */
export function isRefusal(error: unknown): boolean {
  return error instanceof NetworkFault && (error.status === 401 || error.status === 403)
}

/** The address of a file of the store. */
export function urlIn(place: Pick<StorePlace, 'url'>, path: string): string {
  return `${place.url}/${encodePath(path)}`
}
