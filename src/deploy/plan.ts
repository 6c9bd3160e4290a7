/**
 * What is put where, and in which order: a reader who comes in the middle never meets a document before what it names.
 */
import fs from 'node:fs'
import { join } from 'node:path'
import { listFiles, withRegularFile } from '../lib/files.ts'
import { SIGNATURE_FILE, SUMS_FILE } from '../lib/foreign.ts'
import { hashOpenFile, type Digest } from '../lib/hash.ts'
import { UserError } from '../lib/user-error.ts'
import { ARTIFACTS_MARKER } from '../publish/artifacts.ts'
import { parseSums, SUMS_LIMIT } from '../verify-store/parse-sums.ts'
import { formatProblem } from '../zoo/problem.ts'
import { someOf } from './some-of.ts'
import { namedFiles } from './named-files.ts'

export interface DeployFile extends Digest {
  /** Below the place that is deployed to. */
  path: string
  /** On the disk. */
  from: string
  /** Files of one phase are there before those of the next are begun. */
  phase: number
  /** Of a version that is published: never replaced, never removed. */
  isArchive: boolean
}

/** A folder that a build made: the store's own, or that of its archives. */
export interface DeployFolder {
  dir: string
  kind: 'site' | 'artifacts'
}

const LAST_PHASES = ['catalogue.json', 'master.json', 'index.html', SUMS_FILE, SIGNATURE_FILE]

/**
 * Reads a folder whole and compares each file with its SHA256SUMS; `onBytes` hears of what was read. Sorted by phase, then path.
 * @throws UserError that names every file that is not as it is listed.
 */
export function readPlan(folder: DeployFolder, onBytes: (count: number) => void): DeployFile[] {
  const { dir, kind } = folder
  const sums = readSums(dir)
  const paths = [
    ...sums.keys(),
    SUMS_FILE,
    ...[SIGNATURE_FILE].filter((name) => fs.existsSync(join(dir, name))),
  ]
  const named = kind === 'site' ? namedFiles(dir, sums) : null
  const broken: string[] = []
  const files = paths.flatMap((path) => {
    const found = withRegularFile(join(dir, path), hashOpenFile)
    const listed = sums.get(path)
    if (found === null || (listed !== undefined && listed !== found.sha256)) {
      broken.push(path)
      return []
    }
    onBytes(found.size)
    const isArchive = named === null ? !path.endsWith(SUMS_FILE) : named.archives.has(path)
    const phase = isArchive || named?.loose.has(path) ? 0 : phaseOf(path)
    return [{ path, from: join(dir, path), ...found, isArchive, phase }]
  })
  if (broken.length > 0) throw new UserError(notWhole(dir, broken))
  return files.sort((a, b) => a.phase - b.phase || (a.path < b.path ? -1 : 1))
}

/** What lies in the folder and is no file of the store, sorted. */
export function unlistedPaths({ dir }: DeployFolder, files: readonly DeployFile[]): string[] {
  const known = new Set([...files.map(({ path }) => path), ARTIFACTS_MARKER])
  return listFiles(dir).flatMap(({ path }) => (known.has(path) ? [] : [path]))
}

function readSums(dir: string): ReadonlyMap<string, string> {
  const file = join(dir, SUMS_FILE)
  const size = fs.statSync(file, { throwIfNoEntry: false })?.size
  if (size === undefined)
    throw new UserError(`${dir} has no ${SUMS_FILE}, so it is no built store. Run npm run build first.`)
  if (size > SUMS_LIMIT) throw new UserError(`${file} is larger than any list of a store. Build it again.`)
  if (size === 0) return new Map()
  const { sums, problems } = parseSums(fs.readFileSync(file), file)
  if (problems.length > 0)
    throw new UserError(`${problems.map(formatProblem).join('\n')}\nNothing was deployed.`)
  return sums
}

function notWhole(dir: string, broken: readonly string[]): string {
  return `${dir} is not as its ${SUMS_FILE} lists it: ${someOf(broken)}. Build it again. Nothing was deployed.`
}

const DOCUMENT = /\.(?:html|json|ini|xml|txt|md|bib|ris|cff|meta4|pub)$|SHA256SUMS$/
const ANNOUNCEMENT = /(?:^|\/)(?:feed\.(?:xml|json)|sitemap\.xml|robots\.txt)$/
const LIST_FOLDERS = ['raw', 'tags', 'tasks', 'search', 'compare', 'clients', 'models']

/**
 * 0: archives, pictures, style sheets: what is named and names nothing. 1: documents of entries. 2: their entry.json and info.json, which name those.
 * 3: their pages. 4: lists. 5: feeds and the sitemap, which send people to pages. From 6 on, one after the other, what everything begins with.
 */
function phaseOf(path: string): number {
  const last = LAST_PHASES.indexOf(path)
  if (last !== -1) return 6 + last
  if (!DOCUMENT.test(path)) return 0
  if (ANNOUNCEMENT.test(path)) return 5
  const [folder = '', ...rest] = path.split('/')
  if ((rest.length === 0 || LIST_FOLDERS.includes(folder)) && !path.endsWith('.ini')) return 4
  if (path.endsWith('.html')) return 3
  return /\/(?:entry|info)\.json$/.test(path) ? 2 : 1
}
