/**
 * Kinds of values in front matter, as zod schemas. Each one forgives what people really write (a single string where a
 * list is meant, a number where text is meant) and says in a sentence what else it wants.
 */
import { z } from 'zod'
import { isDay } from './day.ts'
import { isFolderName, pathFault } from './names.ts'
import { oneLine, proseFault, textFault } from './text.ts'

const asText = (value: unknown) => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' ? oneLine(value) : value
}
/** Nothing is an empty list, and one thing a list of one. */
export function asList(value: unknown): unknown[] {
  if (value == null) return []
  return Array.isArray(value) ? (value as unknown[]) : [value]
}

function nameOf(item: unknown): unknown {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return item
  const { name, type } = item as Record<string, unknown>
  return name ?? type ?? item
}

export const asNull = (value: unknown) => (typeof value === 'string' && value.trim() === '' ? null : value)

/** One line of text. */
export const line = z.preprocess(
  asText,
  z.string({ error: 'This must be text.' }).superRefine(refuse(textFault)),
)

/** One line of text, or null where the key is missing or empty. */
export const optionalLine = z.preprocess(
  asNull,
  line.nullish().transform((text) => text ?? null),
)

/** Text of several lines, or null. */
export const prose = z
  .string({ error: 'This must be text.' })
  .superRefine(refuse(proseFault))
  .nullish()
  .transform((text) => text?.trim() || null)

/** Characters of `oneParagraph`. */
const LONGEST_PARAGRAPH = 1000

/** One paragraph of Markdown; empty where there is none. */
export const oneParagraph = prose
  .transform((text) => text ?? '')
  .refine((text) => text.length <= LONGEST_PARAGRAPH, {
    error: `This must have at most ${LONGEST_PARAGRAPH} characters.`,
  })
  .refine((text) => !/\n[ \t]*\n/.test(text), { error: 'This must be one paragraph, without an empty line.' })

/** `#2b6a4d` in lower case; `#2B6` is the same as `#22bb66`. */
export const hexColour = z
  .string({ error: 'This must be a colour in quotes, such as "#2b6a4d".' })
  .trim()
  .regex(/^#([\da-f]{3}|[\da-f]{6})$/i, {
    error: 'This must be a colour of six hexadecimal digits after "#", in quotes, such as "#2b6a4d".',
  })
  .transform((text) => (text.length === 4 ? text.replace(/[^#]/g, '$&$&') : text).toLowerCase())

/** The name of a picture file that lies beside the card. */
export const pictureName = z
  .string({ error: 'This must be the name of a picture.' })
  .transform((text) => text.trim().replace(/^\.\//, ''))
  .refine((name) => !name.includes('/') && pathFault(name) === null, {
    error: 'This must be the name of a picture that lies beside this card, such as logo.png.',
  })

/** A list of one-line texts; a single text is a list of one. Cards on the Hub hold nulls and `name: …` objects among them. */
export const lines = z.preprocess(
  (value) =>
    asList(value)
      .map(nameOf)
      .filter((item) => asNull(item) !== null),
  z.array(line),
)

/** An absolute http(s) address in its normal, ASCII form. */
export const webAddress = z.string({ error: 'This must be an address.' }).transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || !/^https?:$/.test(url.protocol)) {
    context.addIssue('This is not an address. Write it whole, beginning with https:// or http://.')
    return z.NEVER
  }
  if (url.username || url.password) {
    context.addIssue('The address holds a user name or password. Leave it out: it would be published.')
    return z.NEVER
  }
  return url.href
})

/** A web address, or null. */
export const optionalAddress = z.preprocess(
  asNull,
  webAddress.nullish().transform((url) => url ?? null),
)

/** An address that a client downloads from: no fragment, since some clients ask for it; a name, since they save under it. */
export const downloadAddress = webAddress
  .refine((url) => !url.includes('#'), {
    error: 'The address of a file must not have a part after "#". Remove it.',
  })
  .refine((url) => !new URL(url).pathname.endsWith('/'), {
    error: 'The address of a file must end in its name: clients save the file under it.',
  })

/** The store's own address, without a trailing slash: paths are added to it. */
export const storeAddress = webAddress
  .refine((url) => !/[?#]/.test(url), { error: 'The store\'s address must not hold "?" or "#".' })
  // A path that began with two slashes would be the name of another host.
  .transform((url) => url.replace(/([^:])\/{2,}/g, '$1/').replace(/\/+$/, ''))

/** `mailto:…` for an e-mail address, or a web address. */
export const contactAddress = z
  .string({ error: 'This must be text.' })
  .superRefine(refuse(textFault))
  .transform((text, context) => {
    const email = /^(?:mailto:)?([^\s@<>"?&]+@[^\s@<>"?&]+\.[^\s@<>"?&]+)$/.exec(text.trim())?.[1]
    if (email !== undefined) return `mailto:${email}`
    const url = webAddress.safeParse(text)
    if (url.success) return url.data
    context.addIssue('This must be an e-mail or web address.')
    return z.NEVER
  })

/** SHA-256 as 64 hexadecimal digits; lower case comes out. */
export const sha256 = z
  .string({ error: 'This must be 64 hexadecimal digits in quotes.' })
  .regex(/^[0-9a-f]{64}$/i, {
    error:
      'This must be 64 hexadecimal digits. "sha256sum FILE" prints them, and "npm run pin" finds them out.',
  })
  .transform((digits) => digits.toLowerCase())

/** A day that the calendar has: `2026-11-20`. */
export const day = z
  .string({ error: 'This must be a date, such as 2026-11-20.' })
  .refine(isDay, { error: 'This must be a date that exists, as year-month-day: 2026-11-20.' })

/** Whole bytes. */
export const byteCount = z
  .int({
    error: 'This must be a whole number of bytes, without unit or separator. "npm run pin" finds it out.',
  })
  .nonnegative({ error: 'This must not be negative.' })

/** A folder's name in a client's home. */
export const folderName = z
  .string({ error: 'This must be the name of one folder.' })
  .refine(isFolderName, { error: 'This must be the name of one folder: letters, digits, ".", "_" and "-".' })

/** Plain dotted numbers. NiftyNet compares versions part by part and fails on letters beside numbers. */
export const version = z
  .string({ error: 'This must be text. Quote it, as in "1.0": without quotes 1.10 is read as 1.1.' })
  .regex(/^\d{1,9}(\.\d{1,9}){0,5}$/, {
    error: 'This must be plain dotted numbers, such as "1.0" or "2.1.3".',
  })

function refuse(fault: (text: string) => string | null) {
  return (text: string, context: { addIssue: (message: string) => void }) => {
    const message = fault(text)
    if (message) context.addIssue(message)
  }
}
