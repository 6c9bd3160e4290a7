/** `<path>.part.json`: what an unfinished file is part of. */
import { createHash } from 'node:crypto'

export interface Origin {
  /** SHA-256 of the address: it may hold what is secret, and is only compared. */
  urlKey: string
  /** A strong one; null: there is none. */
  etag: string | null
  /** What the whole file should have; null: nobody says. */
  size: number | null
  sha256: string | null
}

/** Bytes. */
export const ORIGIN_LIMIT = 4096
/** https://www.rfc-editor.org/rfc/rfc9110#field.etag; the weak ones begin with `W/`. */
const STRONG_ETAG = /^"[\x21\x23-\x7e]{0,1000}"$/

export function urlKey(url: string): string {
  return createHash('sha256').update(url).digest('hex')
}

/** Null where the header is none that two answers could be told by. */
export function strongEtag(header: string | undefined): string | null {
  return header !== undefined && STRONG_ETAG.test(header) ? header : null
}

export function formatOrigin({ urlKey, etag, size, sha256 }: Origin): string {
  return `${JSON.stringify({ formatVersion: 1, urlKey, etag, size, sha256 }, null, 2)}\n`
}

/** Null where it is anything else: then nothing is known. */
export function parseOrigin(text: string): Origin | null {
  const value = parseObject(text)
  if (value['formatVersion'] !== 1) return null
  const { urlKey, etag, size, sha256 } = value
  const isKnown =
    isHex(urlKey) &&
    (etag === null || (typeof etag === 'string' && strongEtag(etag) !== null)) &&
    (size === null || (Number.isSafeInteger(size) && Number(size) >= 0)) &&
    (sha256 === null || isHex(sha256))
  return isKnown ? ({ urlKey, etag, size, sha256 } as Origin) : null
}

function parseObject(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>
  } catch {
    return {}
  }
}

function isHex(value: unknown): boolean {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
}
