/** Weights that are hosted elsewhere: address, digest and size, all three or none. */
import { downloadSchema } from '../../zoo/card-schema.ts'
import { UserError } from '../../lib/user-error.ts'
import type { Proposal } from './proposal.ts'
import type { HostedWeights } from './to-draft.ts'

/** As typed. */
export interface HostedFlags {
  url?: string | undefined
  sha256?: string | undefined
  size?: string | undefined
}

const FLAGS = { url: 'download-url', sha256: 'sha256', size: 'size' } as const

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

/**
 * Null where none of the three is given.
 * @throws UserError where one of them is missing or wrong, or there are files of weights beside them.
 */
export function readHosted(flags: HostedFlags, { files }: Pick<Proposal, 'files'>): HostedWeights | null {
  const keys = ['url', 'sha256', 'size'] as const
  if (keys.every((key) => flags[key] === undefined)) return null
  const faults = keys.flatMap((key) => {
    const fault = hostedFault(key, flags[key] ?? '')
    return fault === null ? [] : [`--${FLAGS[key]}: ${fault}`]
  })
  if (files.some(({ path }) => path.startsWith('weights/')))
    faults.push('--download-url: There are files of weights here as well. Keep one of the two.')
  if (faults.length > 0) throw new UserError(`${faults.join(' ')} Nothing was written.`)
  const { url, sha256, size } = flags
  const parsed = downloadSchema.parse({
    url: url!.trim(),
    sha256: sha256!.trim(),
    size: toNumber(size!.trim()),
  })
  return { url: parsed.url!, sha256: parsed.sha256!, size: parsed.size! }
}
