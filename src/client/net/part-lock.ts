import { lock, BusyError, type Lock } from '../../lib/lock.ts'
import { escapeHidden } from '../../zoo/problem.ts'

/** Two processes must not write one part. The lock ends with its process. @throws BusyError */
export async function lockPart(path: string): Promise<Lock> {
  try {
    return await lock(`${path}.part`)
  } catch (error) {
    if (!(error instanceof BusyError)) throw error
    throw new BusyError(
      `Another process is downloading ${escapeHidden(path)}. Wait until it has ended, then run this command again.`,
    )
  }
}
