/**
 * Astro's development server shows a store that is not built: pages from Astro, documents from the table, archives and pictures
 * from where the packing left them.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AstroIntegration } from 'astro'
import send from 'send'
import type { Connect, ViteDevServer } from 'vite'
import { findDocument } from './documents.ts'
import { makePublicDir } from './lib/files.ts'
import { packZoo, readAndCheck, type PreparedStore, type Workplace } from './prepare.ts'
import type { Problem } from './zoo/problem.ts'

const SETTLE_MS = 150

/** Prepares the store, and prepares it again after each change under zoo/. `show` is told of the problems each time. */
export async function zoopress(
  workplace: Workplace,
  show: (problems: Problem[]) => void,
): Promise<AstroIntegration> {
  const storeFile = join(workplace.cacheDir, 'dev-store.json')
  let prepared = await prepare(workplace, storeFile, show)
  return {
    name: 'zoopress',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => {
        updateConfig({
          vite: { define: { __STORE_FILE__: JSON.stringify(storeFile), __DEVELOPMENT__: 'true' } },
        })
      },
      'astro:server:setup': ({ server }) => {
        server.middlewares.use((request, response, next) => answer(prepared, request, response, next))
        onChange(server, workplace.zooDir, async () => {
          prepared = await prepare(workplace, storeFile, show)
        })
      },
    },
  }
}

async function prepare(workplace: Workplace, storeFile: string, show: (problems: Problem[]) => void) {
  makePublicDir(workplace.cacheDir)
  const zoo = await readAndCheck(workplace)
  const prepared = await packZoo(zoo, workplace)
  writeFileSync(storeFile, JSON.stringify(prepared.store))
  show([...zoo.problems, ...prepared.problems])
  return prepared
}

/** A document, or a file that a build would place; anything else is Astro's. */
function answer(
  { store, placements }: PreparedStore,
  request: Connect.IncomingMessage,
  response: Parameters<Connect.NextHandleFunction>[1],
  next: Connect.NextFunction,
): void {
  const path = decodeURI((request.url ?? '/').replace(/[?#].*$/s, '')).replace(/^\/+/, '')
  const text = findDocument(store, path)
  const placement = placements.find(({ to }) => to === path)
  if (text !== undefined) response.setHeader('Content-Type', 'text/plain; charset=utf-8').end(text)
  else if (placement) send(request, placement.from, { dotfiles: 'allow' }).on('error', next).pipe(response)
  else next()
}

/** Runs `renew` once things under `dir` have settled, then reloads the browser. */
function onChange(server: ViteDevServer, dir: string, renew: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined
  server.watcher.add(dir)
  server.watcher.on('all', (_, path) => {
    if (!path.startsWith(dir)) return
    clearTimeout(timer)
    timer = setTimeout(() => {
      renew().then(
        () => reload(server),
        (error: unknown) => server.config.logger.error(String(error)),
      )
    }, SETTLE_MS)
  })
}

/** Astro remembers the list of pages; this event, which its own content collections send, makes it ask again. */
function reload(server: ViteDevServer): void {
  for (const { hot } of Object.values(server.environments)) hot.send('astro:content-changed', {})
  server.ws.send({ type: 'full-reload' })
}
