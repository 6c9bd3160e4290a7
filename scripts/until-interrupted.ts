/** Ctrl-C ends a command well: what it unpacked is removed, and what it was about to write is not written. */
import { UserError } from '../src/lib/user-error.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** The second signal of a kind ends the process at once. @throws what `work` throws. */
export async function untilInterrupted<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController()
  const stop = () => controller.abort(new UserError('Stopped. Nothing was written.'))
  for (const name of SIGNALS) process.once(name, stop)
  try {
    return await work(controller.signal)
  } finally {
    for (const name of SIGNALS) process.off(name, stop)
  }
}
