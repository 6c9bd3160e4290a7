/**
 * Which section a file belongs to: `weights`, `data` or `code`.
 */
import { fileKind, type FileKind } from './file-kinds.ts'

/** What gives each of the files its path in its section; `weights` are those that were found to be some, whatever they are called. */
export function placesInSections(
  paths: readonly string[],
  weights: ReadonlySet<string>,
): (path: string) => string {
  const kinds = kindsByFolder(paths, weights)
  // Code may import by the names of its folders.
  const shared = {
    weights: sharedFolder(paths, 'weights', kinds),
    data: sharedFolder(paths, 'data', kinds),
    code: '',
  }
  return (path) => {
    const kind = kinds(path)
    return `${kind}/${path.slice(shared[kind].length)}`
  }
}

type Kinds = (path: string) => Exclude<FileKind, 'other'>

/** What describes others lies with them: with weights before code before data, in its folder, else among all. */
function kindsByFolder(paths: readonly string[], weights: ReadonlySet<string>): Kinds {
  const own = (path: string): FileKind =>
    weights.has(path) ? 'weights' : (inNamedFolder(path) ?? fileKind(path))
  const byFolder = new Map<string, Set<FileKind>>()
  const all = new Set<FileKind>()
  for (const path of paths) {
    const folder = folderOf(path)
    const kinds = byFolder.get(folder) ?? new Set()
    byFolder.set(folder, kinds.add(own(path)))
    all.add(own(path))
  }
  return (path) => {
    const kind = own(path)
    if (kind !== 'other') return kind
    const near = byFolder.get(folderOf(path)) ?? all
    const order = ['weights', 'code', 'data'] as const
    return order.find((one) => near.has(one)) ?? order.find((one) => all.has(one)) ?? 'weights'
  }
}

/** Tables and pictures in a folder of results are nobody's weights, and a `.bin` among data is data. */
function inNamedFolder(path: string): FileKind | null {
  if (/(^|\/)(data|datasets?|images?|imagesT[rs]|labelsT[rs]|examples?|samples?)\//i.test(path))
    return fileKind(path) === 'code' ? 'code' : 'data'
  return /(^|\/)(src|code|scripts?|configs?)\//i.test(path) && fileKind(path) === 'other' ? 'code' : null
}

/** The folders that all files of a kind lie in, which say no more than their section does; ends in `/`, or empty. */
function sharedFolder(paths: readonly string[], kind: FileKind, kinds: Kinds): string {
  const folders = paths.filter((path) => kinds(path) === kind).map(folderOf)
  const [first = '', ...rest] = folders
  const shared = rest.reduce(commonFolder, first)
  return shared === '' ? '' : `${shared}/`
}

function commonFolder(one: string, other: string): string {
  const [a, b] = [one.split('/'), other.split('/')]
  const end = a.findIndex((part, index) => part !== b[index])
  return (end === -1 ? a : a.slice(0, end)).join('/')
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0))
}
