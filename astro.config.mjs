import { basename } from 'node:path'
import { defineConfig } from 'astro/config'
import { browserScripts } from './src/site/browser-scripts.ts'

export default defineConfig({
  // Pages are rendered one by one, by our build and by the development server.
  output: 'server',
  trailingSlash: 'always',
  build: { assets: 'assets' },
  devToolbar: { enabled: false },
  vite: {
    plugins: [browserScripts()],
    build: { assetsInlineLimit: 0 },
    experimental: {
      // The style sheet and its fonts lie in one folder, so the name alone finds them under any path. (`relative: true` does
      // nothing here: Vite honours it only in bundles for browsers, and Astro builds pages in one for servers.)
      renderBuiltUrl: (file, { hostType }) => (hostType === 'css' ? basename(file) : undefined),
    },
  },
})
