import { fetchSmall } from '../net/fetch-small.ts'
import { NetworkFault } from '../net/network-fault.ts'
import type { Network } from '../net/network.ts'
import { isRefusal } from '../store/store-place.ts'
import { CONFIG_LIMIT } from './python-config.ts'
import { readSpec, type Spec } from './spec.ts'
import { readmeUrls, specUrls } from './spec-urls.ts'

const README_LIMIT = 1024 * 1024

/** What a server said when it was asked for the spec of an id. */
export type SpecAnswer =
  | { kind: 'found'; spec: Spec }
  /** A 404 at every address. */
  | { kind: 'absent' }
  /** `status` null: no answer at all. */
  | { kind: 'fault'; message: string; status: number | null }

/** Asks at each address until one is not a 404. @throws PythonConfigError where something else than a spec is there. */
export async function fetchSpec(server: string, id: string, network: Network): Promise<SpecAnswer> {
  for (const url of specUrls(server, id)) {
    const bytes = await fetchOrFault(url, CONFIG_LIMIT, network)
    if (bytes instanceof NetworkFault) return { kind: 'fault', message: bytes.message, status: bytes.status }
    if (bytes !== null) return { kind: 'found', spec: readSpec(bytes, url) }
  }
  return { kind: 'absent' }
}

/** Null: it is; else why not, in a sentence, as far as that is known. */
export async function whyServerIsDown(server: string, network: Network): Promise<string | null> {
  const urls = readmeUrls(server)
  for (const url of urls) {
    const bytes = await fetchOrFault(url, README_LIMIT, network)
    if (bytes instanceof NetworkFault) return bytes.message
    if (bytes !== null) return null
  }
  return `${server} answers, and has no ${urls.map((url) => url.slice(server.length)).join(', ')}. Is it the address of a NiftyNet model zoo?`
}

/** Null: it is not there. Buckets that do not list what they hold answer 403 for that. */
async function fetchOrFault(
  url: string,
  limit: number,
  network: Network,
): Promise<Buffer | null | NetworkFault> {
  try {
    return await fetchSmall(url, limit, network)
  } catch (error) {
    if (isRefusal(error)) return null
    if (error instanceof NetworkFault) return error
    throw error
  }
}
