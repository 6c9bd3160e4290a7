/** Several files at once. */
import { mapLimit } from '../../lib/map-limit.ts'
import { UserError } from '../../lib/user-error.ts'
import { download, type Downloaded, type DownloadListener, type Wanted } from './download.ts'
import { Interrupted } from './interrupted.ts'
import type { Network } from './network.ts'

const PARALLEL = 4

/**
 * Brings all files, `parallel` at a time; what one of them meets does not keep the others from being brought.
 * @throws UserError of every file that could not be, Interrupted. The results are in the order of `wanted`.
 */
export async function downloadAll(
  wanted: readonly Wanted[],
  network: Network,
  { parallel = PARALLEL, listener }: { parallel?: number; listener?: DownloadListener } = {},
): Promise<Downloaded[]> {
  const faults = new Map<Wanted, UserError>()
  const bringOne = async (file: Wanted): Promise<Downloaded | null> => {
    try {
      return await download(file, network, listener)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      faults.set(file, error)
      return null
    }
  }
  const results = await mapLimit(wanted, parallel, bringOne)
  if (faults.size > 0) throw together(wanted.flatMap((file) => faults.get(file) ?? []))
  return results.filter((result) => result !== null)
}

/** In the order in which the files were wanted; what is true of several is said once. */
function together(faults: readonly UserError[]): UserError {
  const text = [...new Set(faults.map(({ message }) => message))].join('\n')
  if (faults.some((fault) => fault instanceof Interrupted)) return new Interrupted(text)
  return faults.length === 1 ? faults[0]! : new UserError(text)
}
