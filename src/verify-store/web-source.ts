/** A store on a web server, which may be slow, cut, endless or lying. */
import { setTimeout as sleep } from 'node:timers/promises'
import { encodePath } from '../formats/addresses.ts'
import { HttpFault } from '../lib/http-fault.ts'
import { httpGet } from '../lib/http-get.ts'
import { FileFault, NoStoreError, type Begin, type StoreSource } from './store-source.ts'

/** Of the network; tests bring shorter ones. */
export interface WebPatience {
  idleMs: number
  graceMs: number
  /** Before the second try; before the third twice as much. */
  pauseMs: number
}

const PATIENCE: WebPatience = { idleMs: 30_000, graceMs: 60_000, pauseMs: 1000 }
const TRIES = 3
const LONGEST_PAUSE_MS = 30_000
/** Four files may share a line. */
const SLOWEST_BYTES_PER_MS = 16
/** Files that could not be asked for, in a row and altogether, after which the server counts as gone. */
const MOST_IN_A_ROW = 4
const MOST_FAILURES = 20

/**
 * `address` is the store's, with or without a slash at its end; `publicOnly`: nobody typed it, so that it must not lead into a private
 * network. @throws NoStoreError where it is no address.
 */
export function webSource(address: string, patience = PATIENCE, publicOnly = false): StoreSource {
  const url = URL.parse(address)
  if (
    url === null ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.username !== '' ||
    url.search !== ''
  ) {
    throw new NoStoreError(
      'The address of a store is like https://lab.example/zoo/, without a question mark, a name and a password.',
    )
  }
  const label = `${url.origin}${url.pathname}`.replace(/\/+$/, '')
  let inARow = 0
  let failures = 0
  const read: StoreSource['read'] = async (path, limit, begin) => {
    const fault = await tryToRead(
      new URL(`${label}/${encodePath(path)}`),
      { limit, publicOnly },
      begin,
      patience,
    )
    if (fault === null || !mayPass(fault)) inARow = 0
    else if (++inARow >= MOST_IN_A_ROW || ++failures >= MOST_FAILURES)
      throw new NoStoreError(`${label} cannot be read: ${fault.message}. Try again later.`)
    if (fault !== null) throw toFileFault(fault)
  }
  return { label, read, list: null }
}

/** The last fault, if every try ended with one. */
async function tryToRead(
  url: URL,
  { limit, publicOnly }: { limit: number; publicOnly: boolean },
  begin: Begin,
  patience: WebPatience,
) {
  const { idleMs, graceMs, pauseMs } = patience
  const limits = { bytes: limit, idleMs, graceMs, bytesPerMs: SLOWEST_BYTES_PER_MS, publicOnly }
  for (let tried = 1; ; tried++) {
    try {
      await httpGet(url, limits, begin())
      return null
    } catch (error) {
      if (!(error instanceof HttpFault)) throw error
      if (tried === TRIES || !mayPass(error)) return error
      await sleep(Math.min(error.retryAfter * 1000 || pauseMs * tried, LONGEST_PAUSE_MS))
    }
  }
}

/** A connection that broke, a server that is busy or restarting. */
function mayPass({ status }: HttpFault): boolean {
  return status === null || status === 429 || status >= 500
}

function toFileFault({ status, message }: HttpFault): FileFault {
  if (status === 404 || status === 410)
    return new FileFault('The file is missing from the store. Publish the store again.', true)
  return new FileFault(`The file cannot be read: ${message}. Look after the server, or try again later.`)
}
