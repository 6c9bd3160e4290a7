/** The children that a DIGITS store's `master.json` names, each with an id that is a name fit for every disk. */
import { UserError } from '../../lib/user-error.ts'
import { isFolderName, pathFault } from '../../zoo/names.ts'
import { quote } from '../../zoo/problem.ts'
import { field, textField } from './document-fields.ts'
import { parseDocument } from './parse-document.ts'

/** One request each. */
const MOST_CHILDREN = 10_000

export interface DigitsChildren {
  /** The welcome message. */
  message: string
  /** Folder of each child below the store, by id; sorted by id. */
  folders: ReadonlyMap<string, string>
  /** Why others were left out, as sentences. */
  leftOut: string[]
}

/** `url` is the document's own address. @throws UserError where it is no `master.json`. */
export function parseMaster(bytes: Uint8Array, url: string): DigitsChildren {
  const document = parseDocument(bytes, url)
  const children = field(document, 'children')
  if (!Array.isArray(children) || children.length > MOST_CHILDREN)
    throw new UserError(
      `${url} is no list of a DIGITS store: it names no "children", or more than ${MOST_CHILDREN}. Is this where the store lies?`,
    )
  const folders = new Map<string, string>()
  const taken = new Set<string>()
  const leftOut: string[] = []
  for (const child of children) {
    const folder = typeof child === 'string' ? child.trim().replace(/\/+$/, '') : ''
    const id = idOf(folder)
    if (pathFault(folder) !== null || !isFolderName(id) || taken.has(id.toLowerCase()))
      leftOut.push(`The child ${quote(child)} is left out: it is no fit name of a folder, or named twice.`)
    else {
      folders.set(id, folder)
      taken.add(id.toLowerCase())
    }
  }
  const sorted = new Map([...folders].sort(([a], [b]) => (a < b ? -1 : 1)))
  return { message: textField(document, 'msg', 1000), folders: sorted, leftOut }
}

/** DIGITS takes folders in folders, and names with blanks; as an id, and as a folder on disk, they have `_` in the place of those. */
function idOf(folder: string): string {
  return folder.replaceAll(/[^A-Za-z0-9._-]+/g, '_').replace(/^_+/, '')
}
