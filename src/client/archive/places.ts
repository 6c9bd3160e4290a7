/** Which paths are taken, as the least careful disk sees them: without case, accents folded, Windows' dots and blanks dropped. */
import { nameKey } from '../../zoo/name-key.ts'
import { quote } from '../../zoo/problem.ts'

interface Place {
  path: string
  isFolder: boolean
  /** Counted from 0. */
  archive: number
}

export class Places {
  readonly #byKey = new Map<string, Place>()

  /** What is wrong with one more file, as a sentence; null where nothing is. Two archives may hold the same path. */
  takeFile(path: string, archive: number): string | null {
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')))
    const fault = parent === '' ? null : this.takeFolder(parent, archive)
    if (fault !== null) return fault
    const taken = this.#take({ path, isFolder: false, archive })
    if (taken === null) return null
    if (taken.isFolder || taken.path !== path) return clash(path, taken)
    return taken.archive === archive ? `${quote(path)} is in it twice.` : null
  }

  /** The same of a folder and those above it. */
  takeFolder(path: string, archive: number): string | null {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end)
      const taken = this.#take({ path: folder, isFolder: true, archive })
      if (taken === null) continue
      // Those above it were taken with it.
      return taken.isFolder && taken.path === folder ? null : clash(folder, taken)
    }
    return null
  }

  /** What holds the place already; null: it was free. */
  #take(place: Place): Place | null {
    const key = nameKey(place.path)
    const taken = this.#byKey.get(key)
    if (taken === undefined) this.#byKey.set(key, place)
    return taken ?? null
  }
}

function clash(path: string, taken: Place): string {
  if (taken.path === path) return `${quote(path)} is a file and a folder.`
  return `${quote(path)} and ${quote(taken.path)} are one name on some disks.`
}
