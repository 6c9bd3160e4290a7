/**
 * Astro renders the HTML, nothing else: the store goes in by file, pages and their assets come out in a folder.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
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
  mkdirSync(outDir, { recursive: true })
  // Astro and Vite let it change what they write.
  process.env['NODE_ENV'] = 'production'
  await insideFolder(outDir, () =>
    build({
      root,
      outDir,
      logLevel: 'error',
      vite: {
        // What it would say is in the error that it throws.
        logLevel: 'silent',
        define: { __STORE_FILE__: JSON.stringify(storeFile), __DEVELOPMENT__: 'false' },
        // The renderer is bundled into outDir, which may lie where no node_modules is found.
        environments: { prerender: { resolve: { noExternal: true } } },
      },
    }),
  )
}

/**
 * Astro keeps its intermediate files in outDir only if that lies below the working folder, and otherwise in one place that two
 * builds of a checkout would share.
 */
async function insideFolder(dir: string, work: () => Promise<void>): Promise<void> {
  const before = process.cwd()
  process.chdir(dir)
  try {
    await work()
  } finally {
    process.chdir(before)
  }
}
