/** Puts a new text in a file's place in one step. */
import fs from 'node:fs'
import { dirname, join } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { quote } from '../../zoo/problem.ts'

/** One of the names that the next `--fix` removes, if this one is killed. */
const ASIDE = '.zoopress-fix.tmp'

/**
 * The file keeps its mode. `seen` is what the disk said of it before it was read.
 * @throws UserError where somebody has changed it since; and what the system throws. Then the file is as it was.
 */
export function replaceFile(path: string, text: string, seen: fs.Stats): void {
  const aside = join(dirname(path), ASIDE)
  fs.rmSync(aside, { force: true })
  try {
    write(aside, text, seen.mode & 0o777)
    const now = fs.lstatSync(path)
    if (!now.isFile() || now.mtimeMs !== seen.mtimeMs || now.size !== seen.size || now.ino !== seen.ino)
      throw new UserError(
        `${quote(path)} was changed by somebody else meanwhile, and is as they left it. Run the command again.`,
      )
    fs.renameSync(aside, path)
  } catch (error) {
    fs.rmSync(aside, { force: true })
    throw error
  }
}

function write(path: string, text: string, mode: number): void {
  const fd = fs.openSync(path, 'wx', mode)
  try {
    fs.writeFileSync(fd, text)
    fs.fchmodSync(fd, mode)
    fs.fsyncSync(fd)
  } finally {
    fs.closeSync(fd)
  }
}
