/**
 * Absolute paths into somebody's home folder: they name a person and a machine, and lead nowhere on any other. nnU-Net writes them into
 * debug.json and plans.json; logs, configurations and notebooks hold them too.
 */
import { quote } from '../zoo/problem.ts'
import type { Finding, TextRule } from './check-text.ts'
import type { TextPiece } from './text-pieces.ts'

// JSON may write "/" as "\/", and a backslash doubled once for each time the text was quoted.
const SLASH = String.raw`\\?\/`
const BACKSLASH = String.raw`(?:\\{1,4}|\\?\/)`
const CLUSTER =
  'mnt|media|data\\d*|gpfs\\d*|nfs\\d*|lustre|beegfs|ceph|cluster|export|scratch|storage|nas|hpc|work|projects?|vol\\d*'
const NAME = String.raw`[^\s/\\"'\x60<>|:;,*?()[\]{}$&!=#]{1,64}`
// Windows names may hold blanks.
const WIDE_NAME = String.raw`(?:[^\s/\\"'\x60<>|:;,*?()[\]{}$&!=#]{1,32}(?: [^\s/\\"'\x60<>|:;,*?()[\]{}$&!=#]{1,32}){0,3}(?=\\)|${NAME})`

const HOME = new RegExp(
  [
    `[A-Za-z]:${BACKSLASH}(?:[Uu]sers|USERS|Documents and Settings)${BACKSLASH}(?<windows>${WIDE_NAME})`,
    `(?:${SLASH}mnt)?${SLASH}[a-z]${SLASH}Users${SLASH}(?<mounted>${NAME})${SLASH}`,
    `${SLASH}(?:var|usr|(?:${CLUSTER})(?:${SLASH}[\\w.-]{1,32}){0,2})${SLASH}homes?\\d*${SLASH}(?<cluster>${NAME})${SLASH}`,
    `${SLASH}(?:home\\d*|Users|run${SLASH}media)${SLASH}(?<unix>${NAME})${SLASH}`,
    `${SLASH}(?<root>root)${SLASH}(?=[\\w.])`,
  ].join('|'),
  'g',
)

/** The rest of a path, for showing it. */
const REST = /[^\s"'`<>|:;,*?()[\]{}$&!=#]{0,100}/y

/** What documentation writes in place of a name, and accounts of images, services and guests, which name nobody. */
const NOBODY = new Set(
  `user username user_name user-name users me you someone somebody name foo bar baz example xxx xx x yourself
  public default defaultuser0 shared guest runner runneradmin ubuntu ec2-user centos debian jovyan vscode node docker container app appuser admin administrator pi git ray
  studio-lab-user sagemaker-user
  nonroot circleci coder codespace gitpod vagrant linuxbrew conda mambauser micromamba condauser travis jenkins gitlab-runner
  index about docs blog news page pages dashboard settings login static assets images`.split(/\s+/),
)
const PLACEHOLDER =
  /^(?:your\w*|(?:your|my|the|some)[-_. ]?(?:user|name|home|login|account|dir|folder)\w*|user\d+|%\w+%|all users|default user)$/

/** How far a rule looks back for what a path is a part of. */
const LOOK_BACK = 200

export const homePaths: TextRule = {
  kind: 'home-path',
  // In a recipe for an image every path is the image's own.
  concerns: ({ path }) => !/(?:^|\/)(?:Dockerfile|Containerfile)(?:\.[\w-]+)?$|\.dockerfile$/i.test(path),
  find: findHomePaths,
}

/** Every path into a home folder in a piece of text. */
export function* findHomePaths(piece: TextPiece): Generator<Finding> {
  for (const match of piece.text.matchAll(HOME)) {
    const groups = match.groups!
    const name = groups['windows'] ?? groups['mounted'] ?? groups['cluster'] ?? groups['unix'] ?? ''
    if (groups['root'] === undefined && isNobody(piece.decode(name))) continue
    if (!beginsPath(piece.text, match.index)) continue
    REST.lastIndex = match.index + match[0].length
    const path = quote(piece.decode(match[0] + REST.exec(piece.text)![0]))
    const message = `${path} lies in a home folder: it may name a person, and leads nowhere elsewhere. Write a relative path, or remove it.`
    yield { index: match.index, message }
  }
}

function isNobody(name: string): boolean {
  const lower = name.toLowerCase()
  return NOBODY.has(lower) || PLACEHOLDER.test(lower) || !/[\p{L}\p{N}]/u.test(name)
}

/** False where the path goes on to the left (`lab/home/x/`, `$ROOT/home/x/`, `~/home/x/`) or belongs to an address. */
function beginsPath(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - LOOK_BACK), index)
  if (/(?:file:\/\/(?:localhost)?\/?|\\[nrt]|(?:^|\s)-[A-Za-z])$/.test(before.slice(-20))) return true
  if (/[\w.~%$*})\]/\\\x80-\uffff-]$/.test(before)) return false
  const scheme = before.lastIndexOf('://')
  return scheme === -1 || /[\s"'<>`|]/.test(before.slice(scheme)) || before.slice(0, scheme).endsWith('file')
}
