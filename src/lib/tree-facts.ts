/**
 * Whether a tree still is as it was left, by the facts that the disk keeps: whoever adds, removes or replaces a file changes the
 * time of its folder, and whoever writes into one changes the time of the file.
 */
import { lstatSync } from 'node:fs'
import { join } from 'node:path'

/** A look at every file of a large tree would cost more than a build with nothing to do may cost; there folders alone are looked at. */
const FEW_FILES = 20_000

/**
 * A line for each folder, the tree's own included, and for each file of a tree with few: inode, size of a file, time, path.
 * `paths` are all files of the tree.
 */
export function treeFacts(dir: string, paths: readonly string[]): string {
  const watched = [...foldersOf(paths), ...(paths.length <= FEW_FILES ? paths : [])]
  return watched.map((path) => `${factsOf(dir, path)} ${path}`).join('\n')
}

/** True where everything that `facts` names is as it was. */
export function isAsLeft(dir: string, facts: string): boolean {
  return (
    facts !== '' &&
    facts.split('\n').every((line) => {
      const [ino, size, time] = line.split(' ', 3) as [string, string, string]
      const path = line.slice(ino.length + size.length + time.length + 3)
      return factsOf(dir, path) === `${ino} ${size} ${time}`
    })
  )
}

/** The number of names of a file tells nothing about its content, so the time that counts them (ctime) is left out. */
function factsOf(dir: string, path: string): string {
  const stats = lstatSync(path === '' ? dir : join(dir, path), { throwIfNoEntry: false })
  if (stats === undefined) return 'gone'
  return `${stats.ino} ${stats.isFile() ? stats.size : stats.isDirectory() ? 'folder' : 'other'} ${stats.mtimeMs}`
}

/** Every folder above one of the paths, each once; '' is the tree itself. */
function foldersOf(paths: readonly string[]): Set<string> {
  const folders = new Set([''])
  for (const path of paths) {
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end)
      if (folders.has(folder)) break
      folders.add(folder)
    }
  }
  return folders
}
