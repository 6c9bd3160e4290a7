import { realpathSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Where an absolute path leads when every link on the way is followed, also where nothing stands there yet. */
export function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(realPath(parent), basename(path))
  }
}
