import { homedir } from 'node:os'
import type { Surroundings } from './surroundings.ts'

/** For a program that uses the client: this process's own environment and folders, and nothing printed. `own` replaces what it names. */
export function programSurroundings(own: Partial<Surroundings> = {}): Surroundings {
  return {
    env: process.env,
    homeDir: homedir(),
    workDir: process.cwd(),
    now: () => Date.now(),
    out: () => undefined,
    err: () => undefined,
    signal: new AbortController().signal,
    ...own,
  }
}
