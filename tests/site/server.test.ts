/** The pages as the compiled site renders them, one by one. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { knownSuccessor } from '../../src/site/model-page.ts'
import { openRenderer, type Renderer } from '../../src/site/renderer.ts'
import { sharedPages } from '../../src/site/shared-pages.ts'
import type { ModelOfSite, Shown } from '../../src/site/store.ts'
import { BUNDLE } from '../../src/site/compiled-paths.ts'
import { listed, type StoreEntry } from '../../src/store.ts'
import { fixtureEntry, fixtureStore } from '../fixtures/store.ts'

const { site, entries } = fixtureStore()
entries.push(fixtureEntry({ id: 'old', newVersion: 'bare', card: '## Steps\n\n<b>raw</b> and `code`' }))

let renderer: Renderer

beforeAll(async () => {
  renderer = await openRenderer(join(import.meta.dirname, '../..'))
}, 120_000)

function modelPage(entry: StoreEntry): Promise<string> {
  return renderer.renderModel(site, { entry, successor: knownSuccessor(entry, entries) })
}

describe('a model’s page', () => {
  it('is the same after another one failed', async () => {
    const before = await modelPage(entries[0]!)
    const broken = { ...entries[0]!, downloads: null } as unknown as StoreEntry
    await expect(modelPage(broken)).rejects.toThrow(TypeError)
    expect(await modelPage(entries[0]!)).toBe(before)
  })

  it('is what a request for its address gives', async () => {
    const dir = renderer.assets[0]!.from.replace(/[/\\]client[/\\].*$/, '')
    const { renderPage } = (await import(pathToFileURL(join(dir, BUNDLE)).href)) as {
      renderPage: (path: string, shown: Shown) => Promise<string>
    }
    for (const entry of entries) {
      const model: ModelOfSite = { site, entry, successor: knownSuccessor(entry, entries) }
      const requested = await renderPage(`${entry.id}/`, {
        site,
        entries: [],
        examples: [],
        list: null,
        model,
        version: null,
        withdrawn: null,
      })
      expect(await modelPage(entry)).toBe(requested)
    }
  })

  it('names the model that replaces it', async () => {
    const old = entries.at(-1)!
    expect(await modelPage(old)).toContain('<a href="../bare/">Bare card</a>')
    expect(await modelPage(old)).toContain(`href="../compare/?models=${old.id},bare"`)
    expect(await renderer.renderModel(site, { entry: old, successor: null })).not.toContain('href="../bare/"')
  })
})

describe('the pages about the store and its lists', () => {
  it('need of each entry no more than what is listed', async () => {
    const full = [...sharedPages(entries, entries)]
    const light = [...sharedPages(entries.map(listed), entries)]
    expect(light.map(({ path }) => path)).toEqual(full.map(({ path }) => path))
    for (const [index, page] of light.entries())
      expect(await renderer.renderShared(site, page)).toBe(await renderer.renderShared(site, full[index]!))
  })
})
