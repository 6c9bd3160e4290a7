import { errorCode } from '../../lib/files.ts'
import { UserError } from '../../lib/user-error.ts'

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Make room on it, or choose a folder on another one',
  EDQUOT:
    'your share of the disk is used up. Remove what you need no more, or choose a folder on another disk',
  EACCES: 'you may not write there. Choose a folder of your own, or ask for the right to write into this one',
  EPERM: 'you may not write there. Choose a folder of your own, or ask for the right to write into this one',
  EROFS: 'that disk can only be read. Choose a folder on another one',
  ENAMETOOLONG: 'a path becomes too long for this disk. Choose a folder with a shorter name',
}

/** What the system refused, as a sentence that begins with `what`; any other error as it is. */
export function saidBySystem(error: unknown, what: string): unknown {
  const code = errorCode(error)
  if (code === '' || error instanceof UserError || !(error as Error & { syscall?: string }).syscall)
    return error
  const reason = REASONS[code] ?? `the system said ${code}. Try again, or choose another folder`
  return new UserError(`${what}: ${reason}. Nothing was installed, and what was there is as it was.`)
}
