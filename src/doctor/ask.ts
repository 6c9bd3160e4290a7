/**
 * Asks a server that nobody vouches for, one request at a time, and takes what it says as it says it: nothing is followed or unpacked,
 * bodies are read as far as they are needed, and the number of requests is bounded.
 */
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { TLSSocket } from 'node:tls'
import { errorCode } from '../lib/files.ts'
import { HttpFault } from '../lib/http-fault.ts'
import { isPrivateHost, publicLookup, USER_AGENT } from '../lib/http-open.ts'
import { isPrivateAddress } from '../lib/private-address.ts'
import { UserError } from '../lib/user-error.ts'
import { type Answer, isAnswer, type Silence, takeAnswer } from './answer.ts'

export interface Question {
  /** Below the store's address, encoded: `liver/main.ini`; '' is the store itself. */
  path: string
  method?: 'GET' | 'HEAD'
  headers?: Readonly<Record<string, string>>
  /** Bytes of the body that are kept; what follows is not read. */
  keep?: number
}

export interface Certificate {
  /** Null: it is valid. */
  fault: string | null
  /** `Jan 31 12:00:00 2027 GMT`, as OpenSSL writes it. */
  until: string
}

export interface AskerOptions {
  /** Milliseconds that one request may take in all. */
  patienceMs?: number
  most?: number
  /** True: the store's documents chose the address, so that it must not lead into a private network. */
  publicOnly?: boolean
}

export const MOST_REQUESTS = 60
const PATIENCE_MS = 20_000
const MOST_SILENCES = 5
/** Bytes. */
const KEEP = 64 * 1024
const LARGEST_HEAD = 32 * 1024

export class Asker {
  /** Ends with a slash. */
  readonly store: URL
  asked = 0
  /** Null: no https, or nobody has answered yet. */
  certificate: Certificate | null = null
  #silences = 0
  readonly #patienceMs: number
  readonly #most: number
  readonly #publicOnly: boolean
  /** The server's own address is a private one; null: nobody has answered yet. */
  isPrivate: boolean | null = null

  constructor(
    store: URL,
    { patienceMs = PATIENCE_MS, most = MOST_REQUESTS, publicOnly = false }: AskerOptions = {},
  ) {
    this.store = store
    this.#patienceMs = patienceMs
    this.#most = most
    this.#publicOnly = publicOnly
  }

  /**
   * @throws UserError where the server has been silent too often: each silence costs all of the patience.
   * @throws Error beyond the number of requests: a bug, since the questions are counted beforehand.
   */
  async ask(question: Question): Promise<Answer | Silence> {
    if (++this.asked > this.#most) throw new Error(`More than ${this.#most} questions.`)
    const given = await this.#tryToAsk(question)
    if (!isAnswer(given) && ++this.#silences === MOST_SILENCES)
      throw new UserError(
        `${this.store.href} gave no answer to ${MOST_SILENCES} of ${this.asked} questions; to the last, ${given.fault}. Ask again when it is well.`,
      )
    return given
  }

  /** Asks another server in the same way, at an address that the store's documents chose. */
  beside(address: URL): Asker {
    const publicOnly = this.isPrivate === false
    return new Asker(address, { patienceMs: this.#patienceMs, most: this.#most, publicOnly })
  }

  async #tryToAsk(question: Question): Promise<Answer | Silence> {
    const url = new URL(question.path, this.store)
    if (url.origin !== this.store.origin) throw new Error(`${question.path} is not of this server.`)
    const signal = AbortSignal.timeout(this.#patienceMs)
    try {
      return await this.#send(url, question, signal)
    } catch (error) {
      if (signal.aborted)
        return { code: '', fault: `no whole answer came within ${this.#patienceMs / 1000} s` }
      if (error instanceof HttpFault) return { code: '', fault: error.message }
      const code = errorCode(error)
      if (code === '') throw error
      return { code, fault: `the connection failed (${code})` }
    }
  }

  #send(
    url: URL,
    { method = 'GET', headers = {}, keep = KEEP }: Question,
    signal: AbortSignal,
  ): Promise<Answer> {
    if (this.#publicOnly && isPrivateHost(url))
      return Promise.reject(new HttpFault('the address leads into a private network', 300))
    const client = url.protocol === 'https:' ? https : http
    return new Promise((done, failed) => {
      const request = client.request(url, {
        method,
        signal,
        agent: false,
        maxHeaderSize: LARGEST_HEAD,
        ...(this.#publicOnly && { lookup: publicLookup }),
        headers: { 'Accept-Encoding': 'identity', 'User-Agent': USER_AGENT, ...headers },
        // A certificate that is not valid is a finding among others; nothing secret is sent or believed.
        ...(url.protocol === 'https:' && { rejectUnauthorized: false }),
      })
      request.on('error', failed)
      request.on('response', (response) => {
        this.#lookAtCertificate(response)
        this.isPrivate ??= isPrivateAddress((response.socket.remoteAddress ?? '').replace(/^::ffff:/i, ''))
        takeAnswer(response, keep).then(done, failed)
      })
      // It offers to speak something else, which Node would wait for without an end.
      request.on('upgrade', ({ statusCode = 101, headers }, socket) => {
        socket.destroy()
        done({ status: statusCode, headers, body: Buffer.alloc(0), isWhole: true, length: null })
      })
      request.end()
    })
  }

  #lookAtCertificate({ socket }: IncomingMessage): void {
    if (this.certificate !== null || !(socket instanceof TLSSocket)) return
    const fault = socket.authorized ? null : String(socket.authorizationError)
    this.certificate = { fault, until: socket.getPeerCertificate().valid_to }
  }
}
