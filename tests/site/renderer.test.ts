/** The compiled pages of a checkout of their own. */
import { appendFileSync, globSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCheckout } from '../../scripts/bench/checkout.ts'
import { sharedPages } from '../../src/site/shared-pages.ts'
import { openRenderer } from '../../src/site/renderer.ts'
import { fixtureStore } from '../fixtures/store.ts'
import { runNode } from '../lib/run-node.ts'

const { site, entries } = fixtureStore()
const [first, second] = entries

let root: string

beforeAll(() => {
  root = newCheckout(mkdtempSync(join(realpathSync(tmpdir()), 'zoopress-renderer-')))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** Whether opening had to compile. A process of its own, for Node keeps what it has once imported. */
function opening(): string | null {
  return runNode(`
    import { openRenderer } from './src/site/renderer.ts'
    let compiled = 'opened'
    await openRenderer(${JSON.stringify(root)}, () => (compiled = 'compiled'))
    console.log(compiled)
  `)
}

describe('the renderer', () => {
  it('compiles the pages once', () => {
    expect([opening(), opening()]).toEqual(['compiled', 'opened'])
  })

  it('compiles the pages again when one of them changes, and leaves nothing half made', () => {
    appendFileSync(join(root, 'src/pages/404.astro'), '\n')
    expect([opening(), opening()]).toEqual(['compiled', 'opened'])
    expect(globSync(join(root, 'node_modules/.cache/zoopress/new-*'))).toEqual([])
  })

  it('gives the same page again, whatever it rendered before', async () => {
    const renderer = await openRenderer(root)
    const page = () => renderer.renderModel(site, { entry: first!, successor: null })
    const before = await page()
    await renderer.renderModel(
      { ...site, title: 'Another' },
      { entry: second!, successor: { id: 'x', title: 'X' } },
    )
    for (const shared of sharedPages(entries, entries)) await renderer.renderShared(site, shared)
    expect(await page()).toBe(before)
  })

  it('renders pages at once without mixing them up', async () => {
    const renderer = await openRenderer(root)
    const one = (entry: (typeof entries)[number]) => renderer.renderModel(site, { entry, successor: null })
    const together = await Promise.all(entries.map(one))
    for (const [index, entry] of entries.entries()) expect(together[index]).toBe(await one(entry))
  })
})
