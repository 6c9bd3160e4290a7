/** Weights that are hosted elsewhere: their address, and their sum and size, which are typed, or found by fetching the file once. */
import { NetworkFault } from '../../client/net/network-fault.ts'
import { UserError } from '../../lib/user-error.ts'
import { downloadSchema } from '../../zoo/card-schema.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import type { Measured } from '../pin/measure-hosted.ts'
import type { Person } from './person.ts'
import type { Proposal } from './proposal.ts'
import type { HostedWeights } from './to-draft.ts'

/** As typed. */
export interface HostedFlags {
  url?: string | undefined
  sha256?: string | undefined
  size?: string | undefined
}

/** Whoever may be asked, and what fetches a file. */
export interface Settling {
  person: Person | null
  /** Whether the person said already that the file may be fetched. */
  isFetched: boolean
  /** @throws UserError where there is no such file */
  measure: (url: string) => Promise<Measured>
}

const FLAGS = { url: 'download-url', sha256: 'sha256', size: 'size' } as const
const KEYS = ['url', 'sha256', 'size'] as const

/** What is wrong with one of them; null: nothing. */
export function hostedFault(key: keyof HostedFlags, text: string): string | null {
  const trimmed = text.trim()
  if (trimmed === '') return 'This is needed.'
  const value = key === 'size' ? toNumber(trimmed) : trimmed
  const parsed = downloadSchema.shape[key].safeParse(value)
  return parsed.success ? null : parsed.error.issues[0]!.message
}

function toNumber(text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : NaN
}

/** Before anything else is asked. @throws UserError where one of them is wrong, or missing and nobody can be asked. */
export function refuseHosted(
  flags: HostedFlags,
  { files }: Pick<Proposal, 'files'>,
  { person, isFetched }: Settling,
): void {
  if (isNone(flags)) return
  const given = KEYS.filter((key) => key === 'url' || flags[key] !== undefined)
  const faults = given.flatMap((key) => {
    const fault = hostedFault(key, flags[key] ?? '')
    return fault === null ? [] : [`--${FLAGS[key]}: ${fault}`]
  })
  if (files.some(({ path }) => path.startsWith('weights/')))
    faults.push('--download-url: There are files of weights here as well. Keep one of the two.')
  if (given.length < KEYS.length && person === null && !isFetched)
    faults.push(
      'The card needs the SHA-256 and size of that file: give --sha256 and --size, or add --fetch, which downloads it once for them.',
    )
  if (faults.length > 0) throw new UserError(`${faults.join(' ')} Nothing was written.`)
}

/**
 * Of flags that were not refused. Null where none of the three is given; without sum and size where the person has them fetched later, by
 * `npm run pin`.
 * @throws UserError where the server sends something else than was stated; Cancelled
 */
export async function settleHosted(flags: HostedFlags, settling: Settling): Promise<HostedWeights | null> {
  if (isNone(flags)) return null
  const stated = read(flags)
  const isWhole = stated.sha256 !== undefined && stated.size !== undefined
  const { person, isFetched, measure } = settling
  if (isFetched) return { ...stated, ...agreeing(stated, await measured(stated.url, measure)) }
  return isWhole || person === null ? stated : settleWith(person, stated, measure)
}

async function measured(url: string, measure: Settling['measure']): Promise<Measured> {
  try {
    return await measure(url)
  } catch (error) {
    throw error instanceof NetworkFault ? new UserError(`${error.message} Nothing was written.`) : error
  }
}

function isNone(flags: HostedFlags): boolean {
  return KEYS.every((key) => flags[key] === undefined)
}

/** What is missing is fetched, or typed, or left for later. */
async function settleWith(
  person: Person,
  stated: HostedWeights,
  measure: Settling['measure'],
): Promise<HostedWeights> {
  if (await person.confirm('Download the weights once now, for their SHA-256 and size? Nothing is kept.')) {
    try {
      return { ...stated, ...agreeing(stated, await measure(stated.url)) }
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      // All other answers are given by now.
      person.tell(escapeHidden(error.message))
    }
  }
  const ask = (key: 'sha256' | 'size', message: string, example: string) =>
    person.text(`${message}; empty: later, by npm run pin`, example, (text) =>
      text.trim() === '' ? null : hostedFault(key, text),
    )
  const sha256 = stated.sha256 ?? (await ask('sha256', 'Their SHA-256, from "sha256sum FILE"', 'd85ec4c5…'))
  const isLater = sha256.trim() === '' && stated.size === undefined
  const size = stated.size ?? (isLater ? '' : await ask('size', 'Their size in bytes', '17853647'))
  return read({ url: stated.url, sha256: sha256.trim() || undefined, size: String(size).trim() || undefined })
}

/** @throws UserError where the server sends another file than the one that was stated. */
function agreeing({ sha256, size }: HostedWeights, measured: Measured): Measured {
  const isSame = (sha256 ?? measured.sha256) === measured.sha256 && (size ?? measured.size) === measured.size
  if (isSame) return measured
  throw new UserError(
    `The server sends a file of ${measured.size} bytes with SHA-256 ${measured.sha256}, which is not what --sha256 or --size says. Find out which is right. Nothing was written.`,
  )
}

/** They are right. */
function read({ url, sha256, size }: HostedFlags): HostedWeights {
  const parsed = downloadSchema.parse({
    url: url?.trim(),
    ...(sha256 !== undefined && { sha256: sha256.trim() }),
    ...(size !== undefined && { size: toNumber(size.trim()) }),
  })
  return {
    url: parsed.url!,
    ...(parsed.sha256 !== undefined && { sha256: parsed.sha256 }),
    ...(parsed.size !== undefined && { size: parsed.size }),
  }
}
