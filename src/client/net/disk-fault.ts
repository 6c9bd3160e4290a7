import { errorCode } from '../../lib/files.ts'
import { systemFault } from '../../lib/system-fault.ts'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'

/** A place on disk that cannot be written: no other server mends that. */
export class DiskFault extends UserError {
  override name = 'DiskFault'
}

/** Does `work`, which writes at `path`. @throws DiskFault for what the system throws. */
export function onDisk<Result>(path: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    const code = errorCode(error)
    if (code === '') throw error
    const fault = systemFault(Object.assign(new Error(), { code, path }), '')
    throw new DiskFault(
      escapeHidden(fault?.sentence ?? `${path}: it cannot be written, for the system says ${code}.`),
    )
  }
}
