/** The files of an archive as folders in folders, bounded in what a page shows of them. */
import type { FileDigest } from '../store.ts'

export interface FileFolder {
  /** Folders that hold nothing but one other are one: `a/b/c`. '' is the archive itself. */
  name: string
  /** Files below it, and their bytes. */
  count: number
  bytes: number
  folders: FileFolder[]
  /** `path` is the bare name. */
  files: FileDigest[]
  /** Files below it that are not among `folders` and `files`. */
  hidden: number
}

/** Rows of one folder that a page shows; entry.json has them all. */
const MOST_IN_FOLDER = 200

/** Sorted as `files` are. At most `most` rows are kept, those of the upper folders first. */
export function fileTree(files: readonly FileDigest[], most: number): FileFolder {
  const tree = joinOnlyChild(grow('', files, 0))
  let left = most
  // It grows while it is walked: folders wait behind those above them.
  const waiting = [tree]
  for (const folder of waiting) {
    left -= cut(folder, Math.min(left, MOST_IN_FOLDER))
    waiting.push(...folder.folders)
  }
  return tree
}

/** `from`: where the names of this folder begin in the paths. */
function grow(name: string, files: readonly FileDigest[], from: number): FileFolder {
  const own: FileDigest[] = []
  const below = new Map<string, FileDigest[]>()
  for (const file of files) {
    const slash = file.path.indexOf('/', from)
    if (slash === -1) own.push({ ...file, path: file.path.slice(from) })
    else {
      const folder = file.path.slice(from, slash)
      const inside = below.get(folder) ?? []
      inside.push(file)
      below.set(folder, inside)
    }
  }
  const folders = [...below].map(([name, inside]) =>
    joinOnlyChild(grow(name, inside, from + name.length + 1)),
  )
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  return { name, count: files.length, bytes, folders, files: own, hidden: 0 }
}

function joinOnlyChild(folder: FileFolder): FileFolder {
  const [child, ...others] = folder.folders
  if (folder.name === '' || !child || others.length > 0 || folder.files.length > 0) return folder
  return { ...child, name: `${folder.name}/${child.name}` }
}

/** Leaves `room` rows of the folder, folders first; says how many it has. */
function cut(folder: FileFolder, room: number): number {
  const cutFolders = folder.folders.splice(room)
  const cutFiles = folder.files.splice(Math.max(0, room - folder.folders.length))
  folder.hidden = cutFolders.reduce((sum, { count }) => sum + count, cutFiles.length)
  return folder.folders.length + folder.files.length
}
