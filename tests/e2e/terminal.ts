/** A person at a terminal: python's pty, since Node has none. */
import { findProgram, finished, REPOSITORY, ZOOPRESS } from './command.ts'
import { spawn } from 'node:child_process'

export const PYTHON = findProgram('python3')

/** Waits for each text to be shown, then types; ends with what was shown and how the program ended. */
const DRIVER = `
import json, os, pty, select, struct, sys, fcntl, termios, time
steps, command = json.loads(sys.argv[1]), sys.argv[2:]
pid, fd = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', 40, 80, 0, 0))
shown, seen, end = b'', 0, time.monotonic() + 120
def more():
    global shown
    if not select.select([fd], [], [], 1)[0]: return True
    try: part = os.read(fd, 65536)
    except OSError: part = b''
    shown += part
    return part != b''
for wanted, typed in steps:
    while shown.find(wanted.encode(), seen) == -1 and time.monotonic() < end:
        if not more(): break
    seen = len(shown)
    try: os.write(fd, typed.encode())
    except OSError: break
while time.monotonic() < end and more(): pass
code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
print(json.dumps({'code': code, 'shown': shown.decode('utf-8', 'replace')}))
`

export interface Shown {
  /** Negative: the number of the signal that ended it. */
  code: number
  /** With all control sequences. */
  shown: string
}

/** Runs `zoopress <args>` at a terminal of 80 columns; each step is a text that is waited for, and what is typed then. */
export async function atTerminal(
  args: readonly string[],
  steps: readonly (readonly [wanted: string, typed: string])[],
  env: NodeJS.ProcessEnv = {},
): Promise<Shown> {
  const own = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !['CI', 'NO_COLOR'].includes(name)),
  )
  const command = ['-c', DRIVER, JSON.stringify(steps), process.execPath, ZOOPRESS, ...args]
  const options = { cwd: REPOSITORY, env: { ...own, TERM: 'xterm', ...env } }
  const { stdout, stderr } = await finished(
    spawn(PYTHON!, command, { ...options, stdio: ['ignore', 'pipe', 'pipe'] }),
  )
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as Shown
}
