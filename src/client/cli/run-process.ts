/** Runs a command of the client in this process: what it takes from outside, and what its end means for the exit code. */
import { homedir } from 'node:os'
import { errorCode } from '../../lib/files.ts'
import { systemFault } from '../../lib/system-fault.ts'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import { Interrupted } from '../net/interrupted.ts'
import type { Surroundings } from '../surroundings.ts'
import { UsageError } from '../usage-error.ts'
import { InterruptionListener, type Interruption } from './interruption.ts'

type Run = (args: string[], surroundings: Surroundings) => Promise<number>

/** Sets the exit code: of the command; 1 a mistake or a fault of its surroundings, 2 typed wrong, 130 Ctrl-C. Bugs keep their stack. */
export async function runProcess(run: Run): Promise<void> {
  const err = writer(process.stderr)
  let isOutputLost = false
  // Whoever reads the output may stop reading: `zoopress list | head -1`.
  process.stderr.on('error', () => undefined)
  process.stdout.on('error', (error) => {
    if (errorCode(error) === 'EPIPE' || isOutputLost) return
    isOutputLost = true
    process.exitCode = tellError(Object.assign(error, { path: 'Standard output' }), err)
  })
  const listener = new InterruptionListener(
    (code) => process.exit(code),
    () => performance.now(),
  )
  listener.listen(process)
  try {
    const code = await run(process.argv.slice(2), processSurroundings(listener.signal))
    process.exitCode =
      listener.interruption === null || code === 0
        ? code || Number(isOutputLost)
        : tellEnd(listener.interruption, err)
  } catch (error) {
    const { interruption } = listener
    process.exitCode = interruption === null ? tellError(error, err) : tellEnd(interruption, err, error)
  }
}

/** What was interrupted knows best what is left of it. */
function tellEnd({ exitCode }: Interruption, err: Surroundings['err'], error?: unknown): number {
  const sentence =
    error instanceof Interrupted ? error.message : 'Stopped. The same command goes on from there.'
  err(escapeLines(sentence))
  return exitCode
}

/** Gives the exit code. @throws `error` itself where it is a bug of ours. */
export function tellError(error: unknown, err: Surroundings['err']): number {
  if (error instanceof UserError) {
    err(escapeLines(error.message))
    return error instanceof UsageError ? 2 : 1
  }
  const fault = systemFault(error, '')
  if (fault === null) throw error
  err(escapeLines(fault.sentence))
  return 1
}

/** Findings stand one a line. */
function escapeLines(text: string): string {
  return text.split('\n').map(escapeHidden).join('\n')
}

function processSurroundings(signal: AbortSignal): Surroundings {
  return {
    env: process.env,
    homeDir: homeDir(),
    workDir: process.cwd(),
    now: () => Date.now(),
    out: writer(process.stdout),
    err: writer(process.stderr),
    ...(process.stdout.isTTY && { columns: process.stdout.columns }),
    signal,
  }
}

/** In a container the user may have neither a name nor a home. */
function homeDir(): string {
  try {
    return homedir()
  } catch {
    return process.cwd()
  }
}

function writer(stream: NodeJS.WriteStream): (text: string) => void {
  return (text) => void stream.write(text.endsWith('\n') ? text : `${text}\n`)
}
