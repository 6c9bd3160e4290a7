/**
 * Runs the Python programs beside this file. Each makes exactly the requests of a real client, release by release, with the same
 * modules of Python's standard library, and does with the answers what that client does (facts in docs/clients.md).
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { PYTHON2, PYTHON3 } from '../pythons.ts'

export interface ClientReport {
  code: number
  /** Every address that was asked for, in order. */
  requests: string[]
  /** What else the client tells: `said`, `models`, `files`, … */
  facts: Record<string, unknown>
  /** The traceback of a client that died. */
  stderr: string
}

/** The Pythons that clients are run with: 3, and 2.7 where it is installed. */
export const PYTHONS: readonly string[] = [PYTHON3, ...(PYTHON2 === null ? [] : [PYTHON2])]

export type ClientName = 'niftynet' | 'digits' | 'nnunet'

/** Runs a client with these options, after all that were asked for before. */
export function runClient(
  client: ClientName,
  options: Record<string, string>,
  python = PYTHON3,
): Promise<ClientReport> {
  const runner = runners.get(python) ?? startRunner(python)
  runners.set(python, runner)
  return runner(JSON.stringify({ client, options }))
}

type Runner = (job: string) => Promise<ClientReport>

const runners = new Map<string, Runner>()

/** Starts a Python that takes jobs, one line each. It ends with this process, which closes its input. */
function startRunner(python: string): Runner {
  const child = spawn(python, ['-B', join(import.meta.dirname, 'clients.py')], {
    env: { ...process.env, no_proxy: '*' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  let last: Promise<unknown> = Promise.resolve()
  return (job) => {
    const report = last.then(async () => {
      child.stdin.write(`${job}\n`)
      const { value, done } = await answers.next()
      if (done) throw new Error(`${python} ended (${exitOf(child)}).`)
      return JSON.parse(value) as ClientReport
    })
    last = report.catch(() => undefined)
    return report
  }
}

function exitOf({ exitCode, signalCode }: ChildProcess): string {
  return String(exitCode ?? signalCode)
}
