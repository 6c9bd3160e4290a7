/**
 * Renders single pages without Astro being started: the pages are compiled once for a state of our code, and kept.
 *
 * What is compiled is run, so it lies where only installed code lies, in `node_modules/.cache/zoopress/`, and is used only as a whole
 * that agrees with its list.
 */
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { codeKey } from '../lib/code-key.ts'
import { listFiles } from '../lib/files.ts'
import { hashFile } from '../lib/hash.ts'
import { readSealed, writeSealed } from '../lib/sealed-file.ts'
import type { FileDigest, Listing, Site, StoreEntry } from '../store.ts'
import { BUNDLE, CLIENT_DIR } from './compiled-paths.ts'
import type { Shown, ShownModel } from './store.ts'

/** A file that pages refer to. */
export interface Asset extends FileDigest {
  /** Where it lies now; `path` is where the store has it. */
  from: string
}

export interface Renderer {
  assets: readonly Asset[]
  /** HTML of `/<id>/`; depends on nothing but what is given. */
  renderModel: (site: Site, model: ShownModel) => Promise<string>
  /** HTML of the pages about the whole store, by their paths in it. `examples` are those of `exampleIds`. */
  renderShared: (store: Listing, examples: readonly StoreEntry[]) => Promise<Map<string, string>>
}

interface Bundle {
  renderPage: (path: string, shown: Shown) => Promise<string>
}

/** Path in the store, and path of the request that renders it. */
const SHARED_PAGES = [
  ['index.html', ''],
  ['clients/index.html', 'clients/'],
  ['contribute/index.html', 'contribute/'],
  ['404.html', '404/'],
] as const

/** The list of what was compiled; it is written last. */
const LIST = 'files'
/** Compiled sites that are kept: another checkout's build may be reading the last one. */
const KEPT = 3

/**
 * Opens the compiled pages of a checkout, or compiles them, of which `onCompile` hears first. `root` is where astro.config.mjs lies.
 */
export async function openRenderer(root: string, onCompile?: () => void): Promise<Renderer> {
  const home = join(root, 'node_modules', '.cache', 'zoopress')
  const dir = join(home, `site-${codeKey(root).slice(0, 32)}`)
  const known = readList(dir)
  if (known === null) onCompile?.()
  const files = known ?? (await compile(root, home, dir))
  const { renderPage } = (await import(pathToFileURL(join(dir, BUNDLE)).href)) as Bundle
  return {
    assets: files.flatMap((file) => toAsset(dir, file)),
    renderModel: (site, model) =>
      renderPage(`${model.entry.id}/`, { site, entries: [], examples: [], model }),
    renderShared: async ({ site, entries }, examples) => {
      const pages = new Map<string, string>()
      for (const [path, request] of SHARED_PAGES)
        pages.set(path, await renderPage(request, { site, entries, examples, model: null }))
      return pages
    },
  }
}

/** Null where something is missing, or is not what was compiled. */
function readList(dir: string): FileDigest[] | null {
  const text = readSealed(join(dir, LIST))
  if (text === null) return null
  const files = JSON.parse(text) as FileDigest[]
  return files.every((file) => isWhole(dir, file)) ? files : null
}

function isWhole(dir: string, { path, size, sha256 }: FileDigest): boolean {
  const file = join(dir, path)
  return statSync(file, { throwIfNoEntry: false })?.size === size && hashFile(file).sha256 === sha256
}

async function compile(root: string, home: string, dir: string): Promise<FileDigest[]> {
  // Astro is heavy, and most builds do without.
  const { compileSite } = await import('./compile-site.ts')
  mkdirSync(home, { recursive: true })
  const aside = mkdtempSync(join(home, 'new-'))
  try {
    await compileSite(root, aside)
    const files = listFiles(aside).map(({ path }) => ({ path, ...hashFile(join(aside, path)) }))
    writeSealed(join(aside, LIST), JSON.stringify(files))
    rmSync(dir, { recursive: true, force: true })
    renameSync(aside, dir)
    removeOld(home)
    return files
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

function removeOld(home: string): void {
  const sites = readdirSync(home).filter((name) => name.startsWith('site-'))
  const byAge = sites.sort((a, b) => statSync(join(home, b)).mtimeMs - statSync(join(home, a)).mtimeMs)
  for (const name of byAge.slice(KEPT)) rmSync(join(home, name), { recursive: true, force: true })
}

function toAsset(dir: string, { path, size, sha256 }: FileDigest): Asset[] {
  if (!path.startsWith(`${CLIENT_DIR}/`)) return []
  return [{ path: path.slice(CLIENT_DIR.length + 1), from: join(dir, path), size, sha256 }]
}
