/**
 * Which stores a person means: addresses (`https://lab.example/zoo`), and folders that hold a store, as on a USB stick in a closed network.
 */
import { quote } from '../../zoo/problem.ts'
import { UsageError } from '../usage-error.ts'

/** Those of the environment that name stores; the second is DIGITS' own, which knows addresses alone. */
const VARIABLES = ['MODEL_STORE_URL', 'DIGITS_MODEL_STORE_URL'] as const
const SCHEME = /^([a-z][a-z0-9+.-]*):\/\//i

/**
 * From the arguments, each of which may name several with commas between; else from `MODEL_STORE_URL`, else from `DIGITS_MODEL_STORE_URL`,
 * else none. Addresses come without a slash at their end, each once; what is no address names a folder or is a `file:` address.
 * @throws UsageError
 */
export function storeAddresses(args: readonly string[], env: NodeJS.ProcessEnv): string[] {
  const named = args.length > 0 ? args : [VARIABLES.map((name) => env[name]?.trim()).find(Boolean) ?? '']
  const stores = named.flatMap((arg) => arg.split(',')).map((part) => part.trim())
  if (args.length > 0 && stores.every((store) => store === ''))
    throw new UsageError('The name of a store is empty. Give an address such as https://lab.example/zoo.')
  return [...new Set(stores.filter((store) => store !== '').map(cleanAddress))]
}

/** True for what is neither the name of a folder nor a `file:` address. */
export function isWebAddress(store: string): boolean {
  return /^https?:\/\//i.test(store)
}

/** The address of one store without a slash at its end; that of a folder as it is. @throws UsageError where it is none. */
export function cleanAddress(store: string): string {
  const scheme = SCHEME.exec(store)?.[1]?.toLowerCase()
  if (scheme === undefined || scheme === 'file') return store
  if (scheme !== 'http' && scheme !== 'https')
    throw new UsageError(
      `A store is reached by http:, https: or file:, not by ${quote(`${scheme}:`)}. ${EXAMPLE}`,
    )
  if (!URL.canParse(store)) throw new UsageError(`${quote(withoutLogin(store))} is no address. ${EXAMPLE}`)
  return cleanUrl(new URL(store))
}

const EXAMPLE = 'Give an address such as https://lab.example/zoo, or a folder.'

function cleanUrl(url: URL): string {
  const clean = `${url.origin}${url.pathname}`.replace(/\/+$/, '')
  if (url.username !== '' || url.password !== '')
    throw new UsageError(
      `The address of ${clean} holds a name or a password, which would end up in records and logs. Leave them out.`,
    )
  if (url.search !== '' || url.hash !== '')
    throw new UsageError(`An address of a store has no "?" and no "#". Did you mean ${clean}?`)
  return clean
}

/**
 * One text for all spellings of a web address that lead to one store, also by http: and by https:, so that what is known of a store does
 * not depend on how it was typed. Of a folder its `file:` address as it is.
 */
export function storeKey(url: string): string {
  if (!isWebAddress(url) || !URL.canParse(url)) return url
  const { hostname, port, pathname } = new URL(url)
  const host = hostname.replace(/\.$/, '') + (port === '' ? '' : `:${port}`)
  const components = pathname.split('/').filter((component) => component !== '')
  return ['/', host, ...components.map((component) => encodeURIComponent(decoded(component)))].join('/')
}

function decoded(component: string): string {
  try {
    return decodeURIComponent(component)
  } catch {
    return component
  }
}

/** Of an address that nothing can be read from, whatever may be a password is not shown. */
function withoutLogin(store: string): string {
  return store.replace(/\/\/.*@/s, '//')
}
