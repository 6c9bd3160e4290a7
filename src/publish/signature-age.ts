/** Whether a signature may stay, by its last day. */
import { dayNumber } from '../formats/signature-comment.ts'
import type { Signing } from '../prepare.ts'

/** True before half of the time that is asked for has gone by, and where no signature is wanted. */
export function isFresh(expires: string | null, signing: Signing | undefined): boolean {
  if (signing === undefined) return true
  if (expires === null) return false
  const left = dayNumber(expires) - Math.floor(signing.now / 86_400)
  return left <= signing.days && left * 2 >= signing.days
}
