/**
 * A store of hostile cards in a real browser, with JavaScript and without the policy that would stop what the sanitiser let through:
 * nothing runs, nothing is loaded from another host, and no card leaves the box that its page gives it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cardFaults } from '../site/card-faults.ts'
import { HOSTILE_CARDS } from '../site/hostile-cards.ts'
import { type RunningBrowser, startBrowser } from './browser.ts'
import { elementsOf, provoke, type Seen } from './card-in-browser.ts'
import { buildStore } from './command.ts'
import { freshFolder } from './folders.ts'
import { type RunningServer, startServer } from './servers.ts'

const INNOCENT = 'innocent'
const POLICY = /<meta http-equiv="Content-Security-Policy"[^>]*>/

const folder = freshFolder('hostile-cards')
const zoo = join(folder.path, 'zoo')
const out = join(folder.path, 'dist')
let running: RunningBrowser
let server: RunningServer
let page: Page
let foreign: string[] = []

function writeEntry(id: string, markdown: string): void {
  const card = `---\nlicense: mit\ntitle: A card\nsummary: It tries.\n---\nWords.\n\n${markdown}\n`
  for (const [path, text] of [
    ['README.md', card],
    ['weights/x', 'x'],
  ] as const) {
    mkdirSync(dirname(join(zoo, id, path)), { recursive: true })
    writeFileSync(join(zoo, id, path), text)
  }
}

function htmlOf(id: string): string {
  return readFileSync(join(out, id, 'index.html'), 'utf8')
}

/** The policy stands in each page; without it the sanitiser is alone. */
function dropPolicy(id: string): void {
  const html = htmlOf(id)
  if (!POLICY.test(html)) throw new Error(`The page of ${id} has no policy.`)
  writeFileSync(join(out, id, 'index.html'), html.replace(POLICY, ''))
}

beforeAll(async () => {
  for (const { id, markdown } of HOSTILE_CARDS) writeEntry(id, markdown)
  writeEntry(INNOCENT, 'It is *good*.')
  await buildStore({ zoo, out, cache: join(folder.path, 'cache'), url: 'http://localhost:8000' })
  for (const id of [INNOCENT, ...HOSTILE_CARDS.map((card) => card.id)]) dropPolicy(id)
  server = await startServer('python3', out)
  running = await startBrowser()
  const context = await running.browser.newContext({ viewport: { width: 1000, height: 1400 } })
  page = await context.newPage()
  page.on('request', (request) => {
    if (!request.url().startsWith(`${server.origin}/`)) foreign.push(request.url())
  })
  await page.addInitScript(() => {
    const marked = window as unknown as { marks: number }
    marked.marks = 0
    window.alert = () => {
      marked.marks++
    }
  })
})
afterAll(async () => {
  await running.stop()
  await server.stop()
  folder.remove()
})

async function visit(id: string): Promise<Seen & { frames: number; foreign: string[] }> {
  foreign = []
  await page.goto(`${server.origin}/${id}/`)
  const seen = await page.evaluate(provoke)
  return { ...seen, frames: page.frames().length, foreign }
}

it('what a card without a sanitiser does is seen', async () => {
  const evil =
    '<img src=x onerror=alert(1)><img src=https://evil.example/x.png><p style="position:fixed;inset:0">x'
  const html = htmlOf(INNOCENT).replace('Words.', evil)
  mkdirSync(join(out, 'evil'))
  writeFileSync(join(out, 'evil/index.html'), html)
  const seen = await visit('evil')
  expect(seen.marks).toBeGreaterThan(0)
  expect(seen.foreign).toEqual(['https://evil.example/x.png'])
  expect(seen.outside).not.toEqual([])
  expect(cardFaults((await page.evaluate(elementsOf, html)).inside)).not.toEqual([])
})

it.each(HOSTILE_CARDS.map(({ id }) => id))('%s does nothing', async (id) => {
  const good = await page.evaluate(elementsOf, htmlOf(INNOCENT))
  const { inside, outside } = await page.evaluate(elementsOf, htmlOf(id))
  expect(cardFaults(inside)).toEqual([])
  expect(outside).toEqual(good.outside)
  expect(await visit(id)).toEqual({
    ...{ marks: 0, frames: 1, foreign: [], outside: [], isWider: false, isOwn: true },
    url: `${server.origin}/${id}/`,
  })
})
