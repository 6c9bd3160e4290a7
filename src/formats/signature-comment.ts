/**
 * URL: the trusted comment of /SHA256SUMS.minisig
 * Reader: `npm run verify`, and people, to whom minisign shows it.
 * Trap: without the name a signature would fit any file of the same bytes, without the serial an old store could be shown for ever, and
 * without the last day so could the newest one. minisign's own comments ("timestamp:…	file:…") are parted by tabs and hold less.
 */
export interface SignedFacts {
  /** Name of the file. */
  file: string
  /** Grows with every signature of a store. */
  serial: number
  /** The last day on which the signature is good, in UTC: `2027-11-21`. */
  expires: string
  /** Of the file, lower-case hex. */
  sha256: string
}

export function formatSignatureComment({ file, serial, expires, sha256 }: SignedFacts): string {
  return `file:${file} serial:${serial} expires:${expires} sha256:${sha256}`
}

/** The facts that a comment states in a form that can be read; the first of each counts. */
export function parseSignatureComment(comment: string): Partial<SignedFacts> {
  const facts = new Map<string, string>()
  for (const [, name = '', value = ''] of comment.matchAll(/(?<=^|[ \t])(\w+):([^ \t]*)/g))
    if (!facts.has(name)) facts.set(name, value)
  const [file, serial, expires, sha256] = ['file', 'serial', 'expires', 'sha256'].map((name) =>
    facts.get(name),
  )
  return {
    ...(file !== undefined && { file }),
    ...(/^\d{1,15}$/.test(serial ?? '') && { serial: Number(serial) }),
    ...(expires !== undefined && isDay(expires) && { expires }),
    ...(sha256 !== undefined && { sha256 }),
  }
}

/** Days since 1970-01-01 of a day such as `2027-11-21`. */
export function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000
}

/** The day of a number of `dayNumber`. */
export function formatDay(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}

function isDay(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    Number.isFinite(dayNumber(text)) &&
    formatDay(dayNumber(text)) === text
  )
}
