/**
 * Runs the Python programs beside this file. Each makes exactly the requests of a real client, release by release, with the same
 * modules of Python's standard library, and does with the answers what that client does (facts in docs/clients.md).
 */
import { join } from 'node:path'
import { run } from '../command.ts'
import { PYTHON2, PYTHON3 } from '../pythons.ts'

export interface ClientReport {
  code: number | null
  /** Every address that was asked for, in order. */
  requests: string[]
  /** What else the client tells: `said`, `models`, `files`, … */
  facts: Record<string, unknown>
  /** Its error output, with the traceback of a client that died. */
  stderr: string
}

/** The Pythons that clients are run with: 3, and 2.7 where it is installed. */
export const PYTHONS: readonly string[] = [PYTHON3, ...(PYTHON2 === null ? [] : [PYTHON2])]

export type ClientName = 'niftynet' | 'digits' | 'nnunet'

/** Runs a client with `--name value` for each of `options`. */
export async function runClient(
  client: ClientName,
  options: Record<string, string>,
  python = PYTHON3,
): Promise<ClientReport> {
  const script = join(import.meta.dirname, `${client}.py`)
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])
  const { code, stdout, stderr } = await run(python, ['-B', script, ...args], {
    env: { ...process.env, no_proxy: '*' },
  })
  const { requests, ...facts } = JSON.parse(stdout || '{"requests": []}') as { requests: string[] }
  return { code, requests, facts, stderr }
}
