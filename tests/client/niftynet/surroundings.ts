/** Surroundings of a test's own: nothing of the machine's, and all that is printed kept. */
import { join } from 'node:path'
import type { Surroundings } from '../../../src/client/surroundings.ts'

export interface Printed {
  out: string[]
  err: string[]
}

export function testSurroundings(
  dir: string,
  env: Record<string, string> = {},
): Surroundings & { printed: Printed } {
  const printed: Printed = { out: [], err: [] }
  return {
    env,
    homeDir: join(dir, 'ada'),
    workDir: dir,
    now: () => Date.UTC(2026, 10, 21, 12, 0, 0),
    out: (text) => printed.out.push(text),
    err: (text) => printed.err.push(text),
    signal: new AbortController().signal,
    printed,
  }
}
