/** What a command takes from outside, with what it said kept in lists. */
import type { Surroundings } from '../../../src/client/surroundings.ts'

export interface SaidSurroundings extends Surroundings {
  said: { out: string[]; err: string[] }
}

/** Everything lies in `dir`: home, and the folder that relative paths start from. */
export function testSurroundings(
  dir: string,
  env: NodeJS.ProcessEnv = {},
  signal?: AbortSignal,
): SaidSurroundings {
  const said = { out: [] as string[], err: [] as string[] }
  return {
    env,
    homeDir: dir,
    workDir: dir,
    now: () => Date.UTC(2026, 10, 21),
    out: (text) => void said.out.push(text),
    err: (text) => void said.err.push(text),
    signal: signal ?? new AbortController().signal,
    said,
  }
}
