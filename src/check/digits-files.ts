/**
 * DIGITS installs whatever a file's address answers, a 404 page included: every file that `info.json` names must be there.
 * What each release fetches is in docs/clients.md.
 */
import type { DigitsSnapshot, Entry } from '../zoo/entry.ts'
import { quote, type Problem } from '../zoo/problem.ts'
import type { CheckContext } from './check.ts'

export function checkDigitsFiles(entries: readonly Entry[], { label }: CheckContext): Problem[] {
  return entries.flatMap((entry) =>
    entry.digits ? snapshotProblems(entry.digits, `${label}/${entry.id}/info.json`) : [],
  )
}

function snapshotProblems(snapshot: DigitsSnapshot, file: string): Problem[] {
  const present = new Set(snapshot.files.map(({ path }) => path))
  const named = namedFiles(snapshot)
  const missing = named.flatMap(({ key, name }): Problem[] => {
    if (name.includes('/')) {
      return [
        error(
          file,
          `${quote(key)} names ${quote(name)}. DIGITS reads files beside info.json only: name one without "/".`,
          key,
        ),
      ]
    }
    return present.has(name)
      ? []
      : [
          error(
            file,
            `${quote(key)} names ${quote(name)}, which is not in the folder. Add the file or correct the name.`,
            key,
          ),
        ]
  })
  return [...missing, ...keyProblems(snapshot, file)]
}

/** Every key that ends in " file" with the names that DIGITS asks for. */
function namedFiles({ info, framework }: DigitsSnapshot): { key: string; name: string }[] {
  return Object.entries(info).flatMap(([key, name]) => {
    if (!key.endsWith(' file') || typeof name !== 'string' || name === '') return []
    if (key !== 'snapshot file' || framework !== 'tensorflow') return [{ key, name }]
    return ['.index', '.meta', '.data-00000-of-00001'].map((end) => ({ key, name: name + end }))
  })
}

/** Keys that the clients look for with `in`, and then ask for whatever they hold. */
const FETCHED = ['snapshot file', 'model file', 'network file', 'labels file', 'python layer file']

function keyProblems({ info, framework }: DigitsSnapshot, file: string): Problem[] {
  const problems = FETCHED.filter(
    (key) => Object.hasOwn(info, key) && (typeof info[key] !== 'string' || info[key] === ''),
  ).map((key) => error(file, `${quote(key)} must name a file. Name it, or leave the key out.`, key))
  const snapshotFile = info['snapshot file']
  if (framework === 'tensorflow' && typeof snapshotFile === 'string' && !snapshotFile.endsWith('.ckpt')) {
    problems.push(
      error(
        file,
        `"snapshot file" is ${quote(snapshotFile)}. For TensorFlow DIGITS wants a name that ends in ".ckpt".`,
        'snapshot file',
      ),
    )
  }
  if (!('model file' in info) && !('network file' in info)) {
    problems.push(
      error(
        file,
        'Neither "model file" nor "network file" names the network\'s definition. DIGITS needs one.',
      ),
    )
  }
  if (framework === 'tensorflow') {
    problems.push(
      warning(
        file,
        'DIGITS 6 reads TensorFlow snapshots; DIGITS 5 and the development version of 2016 cannot import them.',
      ),
    )
  }
  if (!('labels file' in info)) {
    problems.push(
      warning(
        file,
        'No \"labels file\" is named. DIGITS 5 and 6 do without; the development version of 2016 cannot import it.',
      ),
    )
  }
  return problems
}

function error(file: string, message: string, key?: string): Problem {
  return { file, message, severity: 'error', ...(key !== undefined && { key }) }
}

function warning(file: string, message: string): Problem {
  return { file, message, severity: 'warning' }
}
