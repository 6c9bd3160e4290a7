/** Which proxy leads to an address, by HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY. */
import type { Agent } from 'node:http'
import { HttpProxyAgent } from 'http-proxy-agent'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { getProxyForUrl } from 'proxy-from-env'
import { HttpFault } from '../../lib/http-fault.ts'
import { quote } from '../../zoo/problem.ts'

const NAMES = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy']

/** Null: the way is straight. @throws HttpFault where the environment names a proxy that cannot be used. */
export function proxyFor(url: URL, env: NodeJS.ProcessEnv): URL | null {
  const own = process.env
  // The package reads process.env alone, and only within this call.
  process.env = proxyEnv(env)
  try {
    const address = getProxyForUrl(url)
    return address === '' ? null : toProxy(address)
  } finally {
    process.env = own
  }
}

/** Made for one request, so that the signal ends its connection to the proxy as well. */
export function proxyAgent(url: URL, env: NodeJS.ProcessEnv, signal: AbortSignal): Agent | null {
  const proxy = proxyFor(url, env)
  if (proxy === null) return null
  const options = { signal } as object
  return url.protocol === 'https:' ? new HttpsProxyAgent(proxy, options) : new HttpProxyAgent(proxy, options)
}

/** A proxy without a scheme is spoken to in HTTP, as curl does; the package would take the scheme of the address. */
function proxyEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const entries = NAMES.map((name) => {
    const value = env[name] || env[name.toUpperCase()] || ''
    const isBare = name !== 'no_proxy' && value !== '' && !value.includes('://')
    return [name, isBare ? `http://${value}` : value]
  })
  return Object.fromEntries(entries) as NodeJS.ProcessEnv
}

function toProxy(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || !isDecodable(url.username + url.password))
    throw new HttpFault(
      'the proxy that the environment names is no address, like http://proxy.example:3128',
      407,
    )
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new HttpFault(
      `the environment names a proxy of the kind ${quote(url.protocol)}, and only http: and https: are known`,
      407,
    )
  return url
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}
