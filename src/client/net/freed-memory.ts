/**
 * Memory of what was received, given back in time: every piece of a transfer is a buffer of its own outside V8's heap, and V8 of Node 24
 * lets more than 100 MB of them gather before it looks. A collection of the young generation takes about a millisecond.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes between two collections. */
const EVERY = 8 * 1024 * 1024

let received = 0
let collect: (() => void) | null = null

/** Counts what any transfer received and has no use for any more. */
export function countReceived(bytes: number): void {
  received += bytes
  if (received < EVERY) return
  received = 0
  collect ??= youngCollection()
  collect()
}

/** Node has no other way to ask for it while it runs. */
function youngCollection(): () => void {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as (options: { type: 'minor' }) => void
  setFlagsFromString('--no-expose-gc')
  return () => gc({ type: 'minor' })
}
