/** The Pythons of this machine. Clients and servers are started many times, so a launcher such as pyenv's is asked only once. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Python 3, which the tests need. */
export const PYTHON3 = executableOf('python3') ?? 'python3'

/** Python 2.7, on which most clients ran in their day; null: not installed. */
export const PYTHON2 = executableOf('python2.7') ?? fromPyenv('2.7')

function executableOf(name: string): string | null {
  const { status, stdout } = spawnSync(name, ['-c', 'import sys; print(sys.executable)'], {
    encoding: 'utf8',
  })
  return status === 0 ? stdout.trim() : null
}

/** A version that pyenv has installed but not put into the path. */
function fromPyenv(version: string): string | null {
  const versions = join(homedir(), '.pyenv/versions')
  if (!existsSync(versions)) return null
  const names = readdirSync(versions).filter((name) => name.startsWith(`${version}.`))
  return names.map((name) => join(versions, name, `bin/python${version}`)).find(existsSync) ?? null
}
