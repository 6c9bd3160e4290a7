import { UserError } from '../lib/user-error.ts'

/** Of a file of the store that was another when it was read again; `from` is its place on the disk. */
export function changedFile(from: string): UserError {
  return new UserError(
    `${from} changed while it was deployed. Let the build finish, and run the command again, which goes on from here.`,
  )
}
