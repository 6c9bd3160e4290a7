/**
 * The grammar of names that become URLs, file names and values of specs (CONTRIBUTING.md).
 */

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/
const COMPONENT = /^[A-Za-z0-9_][A-Za-z0-9 ._+=@,()-]{0,99}$/
const WINDOWS_DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?$/i
const MAX_PATH = 200
const MAX_DEPTH = 8

/** First components of the store's own URLs, today's and those kept for later, and folders that web servers answer for. */
const RESERVED = new Set(
  `raw assets media clients contribute catalogue.json catalogue.schema.json master.json sha256sums feed.xml sitemap.xml
  robots.txt index.html index 404.html 404 500 favicon.svg favicon.ico cgi-bin icons server-status server-info tags tasks compare search
  about versions schemas keys zoopress.pub sha256sums.minisig readme.md registry.txt feed.json models zoo.json
  store.meta4 urls.txt model_info.json`.split(/\s+/),
)

/** What is wrong with an id, as the end of a sentence that begins with the id; null where nothing is. */
export function idFault(id: string): string | null {
  if (!ID.test(id)) {
    return 'is not an id. Use letters, digits, ".", "_" and "-", beginning with a letter or digit, 100 at most.'
  }
  if (id.toLowerCase().includes('_model_zoo')) {
    return 'holds "_model_zoo", which NiftyNet\'s client cuts out of every name. Leave that part out.'
  }
  if (RESERVED.has(id.toLowerCase())) return "is a name of the store's own pages. Choose another."
  if (/\.ini$/i.test(id))
    return 'ends in ".ini", where the store puts its NiftyNet specs. Choose another name.'
  return deviceFault(id)
}

/** What is wrong with a path inside an entry, as the end of a sentence; null where nothing is. */
export function pathFault(path: string): string | null {
  // DIGITS asks for this very name, so stores that serve DIGITS cannot be built on Windows; everything else there can.
  if (path === 'aux.json') return null
  if (path.length > MAX_PATH) return `is longer than ${MAX_PATH} characters. Shorten it.`
  const components = path.split('/')
  if (components.length > MAX_DEPTH) return `lies more than ${MAX_DEPTH} folders deep. Move it up.`
  for (const component of components) {
    const fault = componentFault(component)
    if (fault) return fault
  }
  return null
}

function componentFault(component: string): string | null {
  if (component.startsWith('.')) {
    return 'begins with a dot. Hidden files are not published: remove it.'
  }
  if (/.~$/.test(component)) return "is an editor's backup. Remove it."
  if (!COMPONENT.test(component)) {
    return 'has a name that not every system can keep. Use letters, digits, blanks and "._-+=@,()", 100 at most, beginning with a letter, digit or "_".'
  }
  return deviceFault(component)
}

function deviceFault(name: string): string | null {
  if (WINDOWS_DEVICE.test(name)) return 'is the name of a device on Windows. Rename it.'
  if (/[. ]$/.test(name)) return 'ends in a dot or blank, which Windows drops. Rename it.'
  return null
}

/** One component that may name a folder of NiftyNet's home: the same grammar as an id. */
export function isFolderName(name: string): boolean {
  return ID.test(name) && deviceFault(name) === null
}
