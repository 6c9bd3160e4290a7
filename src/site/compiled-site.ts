/**
 * Keeps the compiled pages of a checkout from build to build.
 *
 * What is compiled is run, so it lies where only installed code lies, in `node_modules/.cache/zoopress/`, and is used only as a whole
 * that agrees with its list. Every compilation gets a folder of its own, so builds at the same time do not get in each other's way.
 */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { codeKey } from '../lib/code-key.ts'
import { DIR_MODE, errorCode, listFiles } from '../lib/files.ts'
import { hashFile } from '../lib/hash.ts'
import { readSealed, writeSealed } from '../lib/sealed-file.ts'
import { UserError } from '../lib/user-error.ts'
import type { FileDigest } from '../store.ts'

export interface CompiledSite {
  dir: string
  /** Every file in it, its list left out. */
  files: FileDigest[]
}

/** The list of what was compiled; it is written last. */
const LIST = 'files'
const SCRATCH = 'new-'
/** Compiled sites that are kept: builds may be reading those before the last one. */
const KEPT = 3
/** After which a build that left its scratch folder behind is surely over. */
const ABANDONED_MS = 24 * 60 * 60 * 1000

/** Fills the folder `outDir` from the checkout `root`. */
export type CompileSite = (root: string, outDir: string) => Promise<void>

/**
 * What was compiled before from the same code, or compiles it. Where `home` cannot be written to, it lies in a folder for this run alone.
 * @throws what `compile` throws; nothing is kept then.
 */
export async function compiledSite(root: string, home: string, compile: CompileSite): Promise<CompiledSite> {
  const prefix = `site-${codeKey(root).slice(0, 32)}-`
  for (const name of namesIn(home, prefix)) {
    const dir = join(home, name)
    const files = readList(dir)
    if (files !== null) return { dir, files }
    // A folder gets this name when it is whole, so nobody is still filling it.
    withRight(() => rmSync(dir, { recursive: true, force: true }))
  }
  const scratch = makeScratch(home)
  if (scratch === null) return compileForThisRun(root, compile)
  try {
    const files = await fill(scratch, root, compile)
    const dir = join(home, prefix + basename(scratch).slice(SCRATCH.length))
    // Somebody else who uses this checkout may have no right to compile.
    chmodSync(scratch, DIR_MODE)
    renameSync(scratch, dir)
    removeOld(home)
    return { dir, files }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** Null where something is missing, may not be read, or is not what was compiled. */
function readList(dir: string): FileDigest[] | null {
  return withRight(() => {
    const text = readSealed(join(dir, LIST))
    if (text === null) return null
    const files = JSON.parse(text) as FileDigest[]
    return files.every((file) => isWhole(dir, file)) ? files : null
  })
}

/** Null where the system has not given us the right: the checkout may be somebody else's. */
function withRight<Result>(work: () => Result): Result | null {
  try {
    return work()
  } catch (error) {
    if (NO_RIGHT.includes(errorCode(error))) return null
    throw error
  }
}

const NO_RIGHT = ['EACCES', 'EPERM', 'EROFS']

function isWhole(dir: string, { path, size, sha256 }: FileDigest): boolean {
  const file = join(dir, path)
  return statSync(file, { throwIfNoEntry: false })?.size === size && hashFile(file).sha256 === sha256
}

async function fill(dir: string, root: string, compile: CompileSite): Promise<FileDigest[]> {
  await compile(root, dir)
  const files = listFiles(dir).map(({ path }) => ({ path, ...hashFile(join(dir, path)) }))
  writeSealed(join(dir, LIST), JSON.stringify(files))
  return files
}

/** Null where there can be none. */
function makeScratch(home: string): string | null {
  try {
    mkdirSync(home, { recursive: true })
    return mkdtempSync(join(home, SCRATCH))
  } catch (error) {
    if ([...NO_RIGHT, 'ENOTDIR', 'EEXIST'].includes(errorCode(error))) return null
    throw error
  }
}

async function compileForThisRun(root: string, compile: CompileSite): Promise<CompiledSite> {
  const dir = makeTemporary()
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }))
  try {
    return { dir, files: await fill(dir, root, compile) }
  } catch (error) {
    if (!NO_RIGHT.includes(errorCode(error))) throw error
    throw new UserError(
      `The pages are compiled once, for which Astro must write to ${root}, and that is refused (${errorCode(error)}). Let its ` +
        'owner build a store first, whichever. The last store stands as it was.',
    )
  }
}

function makeTemporary(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'zoopress-site-'))
  } catch (error) {
    throw new UserError(
      `The pages are compiled into ${tmpdir()}, as the installed packages cannot be written to, and that cannot be either ` +
        `(${errorCode(error)}). Let TMPDIR name a folder that can. The last store stands as it was.`,
    )
  }
}

function removeOld(home: string): void {
  const ageOf = (name: string) => statSync(join(home, name), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const sites = namesIn(home, 'site-').sort((a, b) => ageOf(b) - ageOf(a))
  const abandoned = namesIn(home, SCRATCH).filter((name) => ageOf(name) < Date.now() - ABANDONED_MS)
  for (const name of [...sites.slice(KEPT), ...abandoned])
    rmSync(join(home, name), { recursive: true, force: true })
}

/** Sorted; none where there is no such folder. */
function namesIn(dir: string, prefix: string): string[] {
  try {
    return readdirSync(dir)
      .filter((name) => name.startsWith(prefix))
      .sort()
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error))) return []
    throw error
  }
}
