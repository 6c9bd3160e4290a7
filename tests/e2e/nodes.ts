/** The releases of Node on this machine that the client must run on: the one that runs the tests, and the system's own. */
import { execFileSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export interface InstalledNode {
  node: string
  /** `v20.20.2`. */
  version: string
}

const OLDEST = 20

/** One of each version, from PATH. */
export function nodesOf(): InstalledNode[] {
  const places = (process.env['PATH'] ?? '').split(delimiter).map((dir) => join(dir, 'node'))
  const paths = new Set([process.execPath, ...places.filter(existsSync).map((path) => realpathSync(path))])
  const found = [...paths].map((node) => ({
    node,
    version: execFileSync(node, ['--version'], { encoding: 'utf8' }).trim(),
  }))
  const fit = found.filter(({ version }) => Number(/\d+/.exec(version)?.[0]) >= OLDEST)
  return [...new Map(fit.map((row) => [row.version, row])).values()]
}
