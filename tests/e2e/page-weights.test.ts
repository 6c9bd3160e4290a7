/** The catalogue and models' pages keep within the budget of page-weights.ts. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openPage, type RunningBrowser, startBrowser } from './browser.ts'
import { pageKinds } from '../../scripts/page-kinds.ts'
import { type Kind, PAGE_WEIGHTS } from './page-weights.ts'
import { useServer } from './served-stores.ts'

const store = inject('stores')[0]!
const MODELS = pageKinds(store.dist).filter((path) => /^(spleen|lenet|Dataset|hosted)[^/]*\/$/.test(path))
const PAGES = [
  { path: '', budget: PAGE_WEIGHTS.home },
  ...MODELS.map((path) => ({ path, budget: PAGE_WEIGHTS.model })),
]
const KINDS = ['document', 'stylesheet', 'script', 'font', 'image'] as const

let running: RunningBrowser
beforeAll(async () => {
  running = await startBrowser()
})
afterAll(() => running.stop())

const served = useServer({ title: 'at a root', store, server: 'serve' })

/** Bytes by kind of what a browser fetches by itself until the network is quiet. */
async function weigh(path: string): Promise<Record<Kind, number>> {
  const context = await running.browser.newContext({ viewport: { width: 1440, height: 900 } })
  const { page } = await openPage(context, new URL(served.url).origin)
  const sizes: Promise<[Kind, number]>[] = []
  page.on('response', (response) => {
    const type = response.request().resourceType()
    const kind = KINDS.find((known) => known === type) ?? 'other'
    sizes.push(response.body().then((body) => [kind, body.length]))
  })
  await page.goto(`${served.url}/${path}`, { waitUntil: 'networkidle' })
  const weights: Record<Kind, number> = { document: 0, stylesheet: 0, script: 0, font: 0, image: 0, other: 0 }
  for (const [kind, size] of await Promise.all(sizes)) weights[kind] += size
  await context.close()
  return weights
}

describe('a visit', () => {
  it.each(PAGES)('to /$path weighs no more than it may', async ({ path, budget }) => {
    const weights = await weigh(path)
    if (process.env['PAGE_WEIGHTS']) console.log(path, JSON.stringify(weights))
    expect(weights.document).toBeGreaterThan(0)
    const heavy = Object.entries(weights).filter(([kind, bytes]) => bytes > budget[kind as Kind])
    expect(heavy).toEqual([])
  })
})
