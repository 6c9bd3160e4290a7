/**
 * Runs a command and tells what it took: of every process that it started and waited for, as bash counts them.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { peakOf } from './peak-memory.ts'

export interface Command {
  /** For bash; the arguments are `"$1"`, `"$2"`, …, all of them `"$@"`. */
  script: string
  args: readonly string[]
}

export interface Figures {
  /** Seconds of user and system time. */
  cpu: number
  /** Seconds from begin to end. */
  wall: number
  /** Bytes of the largest process at its largest; null where /proc does not tell. */
  peak: number | null
}

/** A command that ended with another status than 0. */
export class CommandError extends Error {
  override name = 'CommandError'
}

/**
 * What bash says of the time goes to a descriptor of its own. The command runs in a shell of its own, which may `exit`; the braces
 * keep bash from leaving the counting to that shell.
 */
const TIMED = `set -o pipefail
exec 4>&2
TIMEFORMAT='%3U %3S %3R'
{ time { ( eval "$0" ); } 2>&4 4>&- ; } 2>&3`

/**
 * Resolves when the command has ended well. The signal kills it, with all that it started.
 * @throws CommandError with the end of what it wrote to standard error.
 */
export async function measure({ script, args }: Command, signal: AbortSignal): Promise<Figures> {
  signal.throwIfAborted()
  const child = spawn('bash', ['-c', TIMED, script, ...args], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    // A group of its own, so that all of it can be ended together.
    detached: true,
    env: { ...process.env, LC_ALL: 'C', CI: 'true' },
  })
  const kill = () => endGroup(child)
  signal.addEventListener('abort', kill)
  const peak = peakOf(child.pid ?? 0)
  try {
    const [errors, times, status] = await Promise.all([textOf(child, 2), textOf(child, 3), statusOf(child)])
    signal.throwIfAborted()
    if (status !== 0)
      throw new CommandError(errors.trim().split('\n').at(-1) || `It ended with status ${status}.`)
    return { ...parseTimes(times), peak: peak.end() }
  } finally {
    peak.end()
    signal.removeEventListener('abort', kill)
  }
}

function endGroup({ pid, exitCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

async function textOf(child: ChildProcess, descriptor: 2 | 3): Promise<string> {
  const chunks: Buffer[] = []
  const stream = child.stdio[descriptor] as NodeJS.ReadableStream
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

function statusOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve, reject) => {
    child.once('error', () => reject(new CommandError('There is no bash, which the benchmark needs.')))
    child.once('close', (code, signal) => resolve(code ?? signal ?? ''))
  })
}

/** `1.234 0.567 1.100`: user, system and real seconds. */
export function parseTimes(text: string): Pick<Figures, 'cpu' | 'wall'> {
  const times = /^(\d+\.\d+) (\d+\.\d+) (\d+\.\d+)$/m.exec(text)
  if (times === null) throw new CommandError('bash did not tell the time.')
  const [user = 0, system = 0, wall = 0] = times.slice(1).map(Number)
  return { cpu: user + system, wall }
}
