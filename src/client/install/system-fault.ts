import { errorCode } from '../../lib/files.ts'
import { systemFault } from '../../lib/system-fault.ts'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'

/** What the system refused, as sentences of which the first is `what`; any other error as it is. */
export function saidBySystem(error: unknown, what: string): unknown {
  const code = errorCode(error)
  if (code === '' || error instanceof UserError || !(error instanceof Error && 'syscall' in error))
    return error
  const sentence = systemFault(error, '')?.sentence ?? `The system said ${code}.`
  return new UserError(
    `${what}. ${escapeHidden(sentence)} Nothing was installed, and what was there is as it was.`,
  )
}
