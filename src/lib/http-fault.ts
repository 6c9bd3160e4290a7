/** Why there is no answer, as the middle of a sentence: `the server answers with status 404`. */
export class HttpFault extends Error {
  override name = 'HttpFault'
  /** Null: there was no answer at all, or it broke off. */
  readonly status: number | null
  /** Seconds to wait before the next try, if the server says so. */
  readonly retryAfter: number
  /** Of the system or of TLS: `ECONNREFUSED`; empty where it was neither. */
  readonly code: string

  constructor(message: string, status: number | null = null, { retryAfter = 0, code = '' } = {}) {
    super(message)
    this.status = status
    this.retryAfter = retryAfter
    this.code = code
  }
}

/** Of faults of the network and of TLS, the code alone: the rest of their text is for developers. */
export function toHttpFault(error: unknown): unknown {
  if (error instanceof HttpFault || !(error instanceof Error) || !('code' in error)) return error
  const code = String(error.code)
  return new HttpFault(`the connection failed (${code})`, null, { code })
}
