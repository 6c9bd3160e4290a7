/**
 * Astro's development server shows a store that is not built: pages from Astro, documents from the table, archives and pictures
 * from where the packing left them.
 */
import { unwatchFile, watchFile, writeFileSync, type Stats } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join, sep } from 'node:path'
import type { AstroIntegration, HookParameters } from 'astro'
import send from 'send'
import { findDocument } from './documents.ts'
import { makePublicDir } from './lib/files.ts'
import { lock } from './lib/lock.ts'
import { decodePath } from './lib/markdown.ts'
import { packZoo, readAndCheck, type PreparedStore, type Workplace } from './prepare.ts'
import { lockPlace } from './release/lock-folder.ts'
import type { ServedStore } from './site/store.ts'
import type { Problem } from './zoo/problem.ts'

type Server = HookParameters<'astro:server:setup'>['server']

/** An editor or a copy writes several files in a row. */
const SETTLE_MS = 150
const LOOK_MS = 400

/** Prepares the store, and prepares it again after each change of the zoo or of what was released. `show` is told of the problems each time. */
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
        onChange(server, followed(workplace), async () => {
          prepared = await prepare(workplace, storeFile, show)
        })
      },
    },
  }
}

async function prepare(workplace: Workplace, storeFile: string, show: (problems: Problem[]) => void) {
  makePublicDir(workplace.cacheDir)
  const zoo = await readAndCheck(workplace)
  const held = await lock(workplace.cacheDir)
  const prepared = await packZoo(zoo, workplace).finally(() => held.release())
  const store: ServedStore = { ...prepared.store, withdrawn: zoo.withdrawn }
  writeFileSync(storeFile, JSON.stringify(store))
  show([...zoo.problems, ...prepared.problems])
  return { store, placements: prepared.placements }
}

/** A document, or a file that a build would place; anything else is Astro's. */
function answer(
  { store, placements }: { store: ServedStore; placements: PreparedStore['placements'] },
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
): void {
  const path = decodePath((request.url ?? '/').replace(/[?#].*$/s, '')).replace(/^\/+/, '')
  const text = findDocument(store, path, store.withdrawn)
  const placement = placements.find(({ to }) => to === path)
  if (text !== undefined)
    response
      .setHeader('Content-Type', `text/${path.endsWith('.css') ? 'css' : 'plain'}; charset=utf-8`)
      .end(text)
  else if (placement) send(request, placement.from, { dotfiles: 'allow' }).on('error', next).pipe(response)
  else next()
}

/** Everything that a person or `npm run release` changes; what is not there yet may come. */
function followed({ zooDir, label, archive = null }: Workplace): string[] {
  const kept = archive === null ? [] : [archive.dir]
  return [zooDir, lockPlace(zooDir, label).dir, ...kept]
}

/** Runs `renew` once things under `dirs` have settled, one run after the other, then reloads the browser. */
function onChange(server: Server, dirs: readonly string[], renew: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined
  let last = Promise.resolve()
  const renewSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      last = last.then(renew).then(
        () => reload(server),
        (error: unknown) => server.config.logger.error(String(error)),
      )
    }, SETTLE_MS)
  }
  server.watcher.add(dirs)
  server.watcher.on('all', (_, path) => {
    if (dirs.some((dir) => path.startsWith(dir + sep))) renewSoon()
  })
  for (const dir of dirs) {
    // A folder may go and come back, as in a checkout of another branch, faster than the watcher learns of it: then that says nothing any more.
    const look = (now: Stats, before: Stats): void => {
      if (now.ino !== before.ino) server.watcher.add(dir)
      renewSoon()
    }
    watchFile(dir, { interval: LOOK_MS, persistent: false }, look)
    server.httpServer?.once('close', () => unwatchFile(dir, look))
  }
}

/** Astro remembers the list of pages; this event, which its own content collections send, makes it ask again. */
function reload(server: Server): void {
  for (const { hot } of Object.values(server.environments)) hot.send('astro:content-changed', {})
  server.ws.send({ type: 'full-reload' })
}
