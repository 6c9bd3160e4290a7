import { UserError } from '../../lib/user-error.ts'

/** Stopped from outside (Ctrl-C), in a state that the same command goes on from. */
export class Interrupted extends UserError {
  override name = 'Interrupted'

  constructor(message = 'Stopped. The same command begins again.') {
    super(message)
  }
}
