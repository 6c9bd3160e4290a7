/**
 * Compiles the pages with Astro into a bundle that renders any of them, so that a build need not start Astro for each store.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, type AstroInlineConfig } from 'astro'
import { MODELS_ROUTE } from './compiled-paths.ts'
import { plainFields } from './plain-fields.ts'

/**
 * Fills `outDir` with what needs no other package. `root` is where astro.config.mjs lies. Throws what Astro throws: pages that do not
 * compile are a bug of ours.
 */
export async function compileSite(root: string, outDir: string): Promise<void> {
  mkdirSync(outDir, { recursive: true })
  // Astro and Vite let it change what they write.
  process.env['NODE_ENV'] = 'production'
  await insideFolder(outDir, () => build(settings(root, outDir)))
}

function settings(root: string, outDir: string): AstroInlineConfig {
  return {
    root,
    outDir,
    logLevel: 'error',
    adapter: {
      name: 'zoopress-renderer',
      hooks: {
        'astro:config:setup': ({ injectRoute }) =>
          injectRoute({ pattern: MODELS_ROUTE, entrypoint: join(root, 'src/site/RenderModels.astro') }),
        'astro:config:done': ({ setAdapter }) =>
          setAdapter({
            name: 'zoopress-renderer',
            // The lint rule means the other value of the same name.
            // eslint-disable-next-line @typescript-eslint/no-deprecated
            entrypointResolution: 'auto',
            serverEntrypoint: pathToFileURL(join(root, 'src/site/server.ts')),
            supportedAstroFeatures: { serverOutput: 'stable', sharpImageService: 'stable' },
          }),
      },
    },
    vite: {
      // What it would say is in the error that it throws.
      logLevel: 'silent',
      plugins: [plainFields],
      // To load one file takes half the time of loading many, and it may lie anywhere.
      ssr: { noExternal: true },
      define: { __STORE_FILE__: 'undefined', __DEVELOPMENT__: 'false' },
    },
  }
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
