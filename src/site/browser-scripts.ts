/**
 * Scripts for browsers that are made of several modules or use a package: `import url from './scripts/search.ts?script'` gives the address
 * of one file that needs no other, for `<script type="module">` or a module worker. Those of one plain file go through Vite's `?url`.
 */
import { basename, extname } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'

const SUFFIX = '?script'

/** For Vite. In development the browser fetches the modules one by one. */
export function browserScripts(): Plugin {
  let isBuild = false
  return {
    name: 'zoopress-browser-scripts',
    enforce: 'pre',
    configResolved: ({ command }) => {
      isBuild = command === 'build'
    },
    async resolveId(source, importer) {
      if (!source.endsWith(SUFFIX)) return null
      const found = await this.resolve(source.slice(0, -SUFFIX.length), importer)
      return found && found.id + SUFFIX
    },
    async load(id) {
      if (!id.endsWith(SUFFIX)) return null
      const file = id.slice(0, -SUFFIX.length)
      if (!isBuild) return `export { default } from ${JSON.stringify(`${file}?url`)}`
      const { code, modules } = await bundle(file)
      for (const module of modules) this.addWatchFile(module)
      const name = `${basename(file, extname(file))}.js`
      // Vite's own mark for the address of an asset.
      return `export default "__VITE_ASSET__${this.emitFile({ type: 'asset', name, source: code })}__"`
    },
  }
}

async function bundle(file: string): Promise<{ code: string; modules: string[] }> {
  const result = (await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: file,
        // Modules that others load by address.
        preserveEntrySignatures: 'strict',
        output: {
          format: 'es',
          codeSplitting: false,
          comments: { legal: true, annotation: false, jsdoc: false },
        },
      },
    },
  })) as Rolldown.RolldownOutput
  const [chunk, ...others] = result.output
  if (others.length > 0)
    throw new Error(`${file} must bundle into one file; ${others[0]!.fileName} came out beside it.`)
  return { code: chunk.code, modules: chunk.moduleIds }
}
