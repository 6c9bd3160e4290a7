/** Networks from the files that describe them. */
import type { Network } from '../../inspect/network/network.ts'
import type { Entry } from '../../zoo/entry.ts'
import type { SourceZoo } from '../source.ts'

export function readNetworks(_entry: Entry, _zoo: SourceZoo): Network[] {
  return []
}
