/** What systems leave in folders and nobody means to publish: files that `--fix` removes by these very names. */

const FILE = /^(?:\.DS_Store|ehthumbs\.db|thumbs\.db|desktop\.ini|\.zoopress-fix\.tmp)$/i
/** Notes that macOS keeps about another file. */
const MAC_NOTE = /^(?:\._.{1,250}|\.DS_Store)$/
const MAC_FOLDER = '__MACOSX'

/** True for a file of such a name; in macOS's folder, for the notes that macOS makes. `path` has `/` between components. */
export function isLitter(path: string): boolean {
  const components = path.split('/')
  const name = components.at(-1)!
  return FILE.test(name) || (components.slice(0, -1).includes(MAC_FOLDER) && MAC_NOTE.test(name))
}

/** True for the folder that macOS packs beside the real one. */
export function isLitterFolder(path: string): boolean {
  return path.split('/').at(-1) === MAC_FOLDER
}
