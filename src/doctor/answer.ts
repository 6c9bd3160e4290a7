/** What a server said, as it said it, or that it said nothing. */
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  /** As sent, as far as it was kept. */
  body: Buffer
  /** True: the body ended within what was kept. */
  isWhole: boolean
  /** `Content-Length`; null: none, or no number. */
  length: number | null
}

/** A question that got no answer; `code` is that of the system or of TLS, else empty. */
export interface Silence {
  fault: string
  code: string
}

export function isAnswer(given: Answer | Silence): given is Answer {
  return 'status' in given
}

/** Reads the body as far as it is kept, and leaves the rest. */
export function takeAnswer(response: IncomingMessage, keep: number): Promise<Answer> {
  const { statusCode = 0, headers } = response
  const length = /^\d{1,15}$/.test(headers['content-length'] ?? '') ? Number(headers['content-length']) : null
  const parts: Buffer[] = []
  let size = 0
  return new Promise((done, failed) => {
    const finish = (isWhole: boolean) =>
      done({ status: statusCode, headers, body: Buffer.concat(parts).subarray(0, keep), isWhole, length })
    response.on('data', (part: Buffer) => {
      parts.push(part)
      size += part.length
      if (size <= keep) return
      finish(false)
      response.destroy()
    })
    response.on('end', () => finish(true)).on('error', failed)
  })
}

/** Where it leads, from the address that was asked; null: nowhere. */
export function leadsTo({ status, headers }: Answer, from: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(status)) return null
  const to = URL.parse(headers.location ?? '', from)
  if (to !== null) Object.assign(to, { username: '', password: '' })
  return to
}
