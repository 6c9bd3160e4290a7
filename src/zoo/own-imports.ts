/**
 * `zoo/allowed-imports.txt`: what checkpoints of this zoo may import beside our own list, one `module.name` a line, by its owner's decision.
 */
import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { isKnownToRunCode } from '../inspect/pickle/allowed.ts'
import { readUtf8 } from './folder.ts'
import { errorAt, quote, type Problem } from './problem.ts'

export const OWN_IMPORTS_FILE = 'allowed-imports.txt'
const MAX_BYTES = 64 * 1024

export interface ReadOwnImports {
  imports: ReadonlySet<string>
  problems: Problem[]
}

/** `label` is what problems call the zoo. Without the file nothing is allowed beside our list. */
export function readOwnImports(zooDir: string, label: string): ReadOwnImports {
  const file = `${label}/${OWN_IMPORTS_FILE}`
  const path = join(zooDir, OWN_IMPORTS_FILE)
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return { imports: new Set(), problems: [] }
  const text = stats.isFile() && stats.size <= MAX_BYTES ? readUtf8(path) : null
  if (text !== null) return parseOwnImports(text, file)
  const message = `This must be a text file of at most ${MAX_BYTES / 1024} KiB, in UTF-8. Save it so, or remove it.`
  return { imports: new Set(), problems: [{ file, message, severity: 'error' }] }
}

/** Lines that begin with `#` are remarks. */
export function parseOwnImports(text: string, file: string): ReadOwnImports {
  const imports = new Set<string>()
  const problems: Problem[] = []
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const name = line.replace(/#.*$/, '').trim()
    if (name === '') continue
    const fault = importFault(name)
    if (fault === null) imports.add(name)
    else problems.push({ ...errorAt(file, index + 1, fault), column: line.indexOf(name) + 1, text: name })
  }
  return { imports, problems }
}

function importFault(name: string): string | null {
  if (!/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$/.test(name))
    return `${quote(name)} is not a name such as sklearn.tree.DecisionTreeClassifier. Write one a line; "*" is not understood.`
  return isKnownToRunCode(name)
    ? `${quote(name)} runs, reads or writes whatever a file tells it to, so it cannot be allowed. Remove the line.`
    : null
}
