/** What went wrong between here and a server, for the person who waits for it. */
import type { HttpFault } from '../../lib/http-fault.ts'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'

export class NetworkFault extends UserError {
  override name = 'NetworkFault'
  /** Of the last answer; null: there was none. */
  readonly status: number | null

  constructor(message: string, status: number | null) {
    super(message)
    this.status = status
  }
}

const LONGEST_URL = 200

/** Of a certificate, which no second try mends. */
const CERTIFICATE = /CERT|SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|ERR_TLS_/

/** Without name, password and query, which may be secret, and escaped. */
export function showUrl(url: string): string {
  if (!URL.canParse(url)) return escapeHidden(url.slice(0, LONGEST_URL))
  const { protocol, host, pathname } = new URL(url)
  const text = `${protocol}//${host}${pathname}`
  return escapeHidden(text.length > LONGEST_URL ? `${text.slice(0, LONGEST_URL - 1)}…` : text)
}

/** `https://lab.example/a.zip: the server answers with status 404. Look whether …` */
export function sentenceOf(url: string, fault: HttpFault): string {
  return `${showUrl(url)}: ${fault.message}. ${adviceOn(fault)}`
}

/** True for a connection that broke, a server that is busy or restarting: another try may do. */
export function mayPass({ status, code }: HttpFault): boolean {
  if (status !== null) return status === 408 || status === 429 || status >= 500
  return code !== 'ENOTFOUND' && !CERTIFICATE.test(code)
}

function adviceOn({ status, code, retryAfter }: HttpFault): string {
  if (code === 'ERR_INVALID_URL') return 'Look whether the address is right.'
  if (status !== null) return adviceOnStatus(status, retryAfter)
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'Look whether the name is right, and whether this machine has a network. Where it needs a proxy, name that in HTTPS_PROXY and HTTP_PROXY.'
  if (CERTIFICATE.test(code))
    return 'Its certificate is not trusted here. Where your network has certificates of its own, name their file in NODE_EXTRA_CA_CERTS.'
  if (code === 'ECONNREFUSED') return 'Look whether the server is running and the address right.'
  return 'Try again later.'
}

function adviceOnStatus(status: number, retryAfter: number): string {
  if (status === 407)
    return 'Look at HTTPS_PROXY, HTTP_PROXY and ALL_PROXY, like http://name:password@proxy.example:3128. Servers that need none stand in NO_PROXY.'
  if (status === 401 || status === 403) return 'Ask whoever runs the server for leave to read it.'
  if (status === 404 || status === 410) return 'Look whether the address is right.'
  if (status !== 408 && status !== 429 && status < 500) return 'Tell whoever runs the server.'
  return retryAfter > 0 ? `The server is busy: try again in ${retryAfter} s.` : 'Try again later.'
}
