/**
 * Names inside archives: taken only if they mean the same file, below the folder, on every disk. Archives of a Zoopress store
 * have narrower names (`zoo/names.ts`); old ones may have any letters.
 */
import { ArchiveFault } from './member.ts'

/** Bytes. */
const MAX_COMPONENT = 255
/** Bytes. */
const MAX_PATH = 1024
const MAX_DEPTH = 32
// Controls, marks of direction, halves of characters, line ends, and whatever is drawn as nothing.
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u
const NOT_ON_WINDOWS = /[<>:"|?*]/
const DEVICE = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i
/** Of our records and staging folders. */
const OURS = /^\.zoopress/i
// The second is what Windows calls the first for old programs.
const GIT = /^(\.git|git~[0-9]+)$/i

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * The path of a member without `./` before it and, of a folder, `/` behind it; empty: the archive's own top folder.
 * @throws ArchiveFault where the name is not UTF-8
 */
export function memberPath(name: Buffer): string {
  try {
    return utf8
      .decode(name)
      .replace(/^(\.\/)+/, '')
      .replace(/^\.$/, '')
  } catch {
    throw new ArchiveFault('The name of a file in it is not UTF-8, so systems disagree about it.')
  }
}

/** What is wrong with a path below a folder, as the end of a sentence that begins with it; null where nothing is. */
export function memberPathFault(path: string): string | null {
  if (path === '') return 'is no name.'
  if (path.includes('\\')) return 'holds a backslash, which parts folders on Windows.'
  if (/^\/|^[a-z]:/i.test(path)) return 'is an absolute path, which leads out of the folder.'
  if (HIDDEN.test(path))
    return 'holds a control character, or one that is invisible or turns the direction of writing.'
  // Zip's reader leaves this sign where a name is not UTF-8.
  if (path.includes('\ufffd')) return 'is not UTF-8, so systems disagree about it.'
  if (Buffer.byteLength(path) > MAX_PATH) return `is longer than ${MAX_PATH} bytes.`
  const components = path.split('/')
  if (components.length > MAX_DEPTH) return `lies more than ${MAX_DEPTH} folders deep.`
  // NVIDIA DIGITS asks for this very name, a device on Windows.
  if (path === 'aux.json') return null
  for (const component of components) {
    const fault = componentFault(component)
    if (fault !== null) return fault
  }
  return null
}

function componentFault(component: string): string | null {
  if (component === '..') return 'leads out of the folder.'
  if (component === '' || component === '.')
    return 'holds an empty component or ".", which systems read in different ways.'
  if (Buffer.byteLength(component) > MAX_COMPONENT)
    return `has a component of more than ${MAX_COMPONENT} bytes.`
  if (NOT_ON_WINDOWS.test(component)) return 'holds one of < > : " | ? *, which Windows keeps for itself.'
  if (DEVICE.test(component)) return 'is the name of a device on Windows.'
  if (/[. ]$/.test(component)) return 'has a component that ends in a dot or blank, which Windows drops.'
  if (OURS.test(component)) return 'is a name that Zoopress keeps for its own records.'
  if (GIT.test(component)) return 'is a folder that git would run commands from.'
  return null
}
