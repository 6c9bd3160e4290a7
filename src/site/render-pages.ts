/**
 * Astro renders the HTML, nothing else: the store goes in by file, pages and their assets come out in a folder.
 */
import { writeFileSync } from 'node:fs'
import { build } from 'astro'
import type { Store } from '../store.ts'

export interface RenderOptions {
  /** Where astro.config.mjs and src/ lie. */
  root: string
  /** A file of the cache that hands the store over. */
  storeFile: string
  /** Emptied first. */
  outDir: string
}

/** Renders every page of the store. Throws what Astro throws: a page that fails is a bug of ours. */
export async function renderPages(store: Store, { root, storeFile, outDir }: RenderOptions): Promise<void> {
  writeFileSync(storeFile, JSON.stringify(store))
  await build({
    root,
    outDir,
    logLevel: 'error',
    vite: { define: { __STORE_FILE__: JSON.stringify(storeFile) }, logLevel: 'error' },
  })
}
