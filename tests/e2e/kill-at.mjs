/**
 * Loaded before a build (`node --import`), kills it at the moment that the environment names: `KILL_AT` is `before` or `after`, and
 * `KILL_FROM` and `KILL_TO` are the two paths of the rename that is meant; or before it opens the `KILL_COUNT`th file whose path begins
 * with `KILL_BELOW`.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const rename = fs.renameSync
const { KILL_AT, KILL_FROM, KILL_TO } = process.env

/**
 * @param {fs.PathLike} from
 * @param {fs.PathLike} to
 */
fs.renameSync = (from, to) => {
  const isMeant = from === KILL_FROM && to === KILL_TO
  if (isMeant && KILL_AT === 'before') process.kill(process.pid, 'SIGKILL')
  rename(from, to)
  if (isMeant && KILL_AT === 'after') process.kill(process.pid, 'SIGKILL')
}

const open = fs.openSync
const { KILL_BELOW, KILL_COUNT } = process.env
let opened = 0

/**
 * @param {fs.PathLike} path
 * @param {fs.OpenMode} [flags]
 * @param {fs.Mode | null} [mode]
 */
fs.openSync = (path, flags = 'r', mode) => {
  if (KILL_BELOW && String(path).startsWith(KILL_BELOW) && ++opened === Number(KILL_COUNT))
    process.kill(process.pid, 'SIGKILL')
  return open(path, flags, mode)
}
syncBuiltinESMExports()
