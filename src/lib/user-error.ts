/** A mistake that the user can mend: its message is shown as it is, without a stack. Everything else is a bug of ours. */
export class UserError extends Error {
  override name = 'UserError'
}
