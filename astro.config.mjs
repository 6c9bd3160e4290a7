import { basename } from 'node:path'
import { defineConfig } from 'astro/config'

export default defineConfig({
  trailingSlash: 'always',
  prerenderConflictBehavior: 'error',
  // Pages wait for files in turn; four at a time saved a fifth of the time of a thousand.
  build: { format: 'directory', assets: 'assets', concurrency: 4 },
  devToolbar: { enabled: false },
  vite: {
    build: { assetsInlineLimit: 0 },
    experimental: {
      // The style sheet and its fonts lie in one folder, so the name alone finds them under any path. (`relative: true` does
      // nothing here: Vite honours it only in bundles for browsers, and Astro builds pages in one for servers.)
      renderBuiltUrl: (file, { hostType }) => (hostType === 'css' ? basename(file) : undefined),
    },
  },
})
