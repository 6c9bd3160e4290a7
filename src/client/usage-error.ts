import { UserError } from '../lib/user-error.ts'

/** A command that was typed wrong: exit code 2, where other mistakes have 1. */
export class UsageError extends UserError {
  override name = 'UsageError'
}
