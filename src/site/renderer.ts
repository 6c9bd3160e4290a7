/** Renders single pages without Astro being started: the pages are compiled once for a state of our code, and kept. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { FileDigest, ReleasedVersion, Site, StoreEntry } from '../store.ts'
import { BUNDLE, CLIENT_DIR } from './compiled-paths.ts'
import { compiledSite } from './compiled-site.ts'
import type { SharedPage } from './shared-pages.ts'
import type { ModelOfSite, Shown, ShownModel, VersionOfSite } from './store.ts'
import { versionOf } from './versions.ts'

/** A file that pages refer to. */
export interface Asset extends FileDigest {
  /** Where it lies now; `path` is where the store has it. */
  from: string
}

export interface Renderer {
  assets: readonly Asset[]
  /** HTML of `/<id>/`; depends on nothing but what is given. */
  renderModel: (site: Site, model: ShownModel) => Promise<string>
  /** HTML of `/<id>/<version>/`, of a version of an entry that was released; likewise. */
  renderVersion: (site: Site, given: { entry: StoreEntry; version: ReleasedVersion }) => Promise<string>
  /** HTML of a page about the store, or a part of it; likewise. */
  renderShared: (site: Site, page: SharedPage) => Promise<string>
}

interface Bundle {
  renderPage: (path: string, shown: Shown) => Promise<string>
  renderModel: (given: ModelOfSite | VersionOfSite) => Promise<string>
}

/**
 * Opens the compiled pages of a checkout, or compiles them, of which `onCompile` hears first. `root` is where astro.config.mjs lies.
 */
export async function openRenderer(root: string, onCompile?: () => void): Promise<Renderer> {
  const home = join(root, 'node_modules', '.cache', 'zoopress')
  const { dir, files } = await compiledSite(root, home, async (from, outDir) => {
    onCompile?.()
    // Astro is heavy, and most builds do without.
    const { compileSite } = await import('./compile-site.ts')
    await compileSite(from, outDir)
  })
  const { renderPage, renderModel } = (await import(pathToFileURL(join(dir, BUNDLE)).href)) as Bundle
  return {
    assets: files.flatMap((file) => toAsset(dir, file)),
    renderModel: (site, model) => renderModel({ site, ...model }),
    renderVersion: (site, { entry, version }) => renderModel({ site, ...versionOf(entry, version) }),
    renderShared: (site, { request, shown }) => renderPage(request, { site, ...shown }),
  }
}

function toAsset(dir: string, { path, size, sha256 }: FileDigest): Asset[] {
  if (!path.startsWith(`${CLIENT_DIR}/`)) return []
  return [{ path: path.slice(CLIENT_DIR.length + 1), from: join(dir, path), size, sha256 }]
}
