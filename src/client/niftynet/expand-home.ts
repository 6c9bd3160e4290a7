import { readFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { quote } from '../../zoo/problem.ts'
import type { Surroundings } from '../surroundings.ts'

/** Who is who, on systems that keep it in a file. */
const PASSWD = '/etc/passwd'

/**
 * The absolute path that a person means by `~/niftynet`, `~ada/niftynet` or `data`.
 * @throws UserError for `~somebody` whom this machine does not know: Python would make a folder of that name.
 */
export function expandHome(path: string, { homeDir, workDir }: Surroundings, passwd = PASSWD): string {
  const tilde = /^~([^/\\]*)(.*)$/s.exec(path)
  if (tilde === null) return resolve(workDir, path)
  const [, name, rest] = tilde
  if (name === '') return join(homeDir, rest!)
  const home = homeOf(name!, passwd)
  if (home === null)
    throw new UserError(`${quote(path)}: no home folder of ${quote(name)} is known. Write the folder out.`)
  return join(home, rest!)
}

function homeOf(name: string, passwd: string): string | null {
  try {
    const rows = readFileSync(passwd, 'utf8').split('\n')
    const home = rows.map((row) => row.split(':')).find(([user]) => user === name)?.[5]
    return home !== undefined && isAbsolute(home) ? home : null
  } catch {
    return null
  }
}
