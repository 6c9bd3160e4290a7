/** What a visitor does, in a real browser: filter, open a model, copy a command, follow a download. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openPage, type RunningBrowser, startBrowser } from './browser.ts'
import { sha256 } from './folders.ts'
import { useServer } from './served-stores.ts'

const [root, subPath] = inject('stores')
// Our own server sends the strict headers that the pages must live with.
const PLACES = [
  { title: 'at a root', store: root!, server: 'serve' as const },
  { title: 'below a sub-path', store: subPath!, server: 'python3' as const },
]
const ENTRIES = 9

let running: RunningBrowser
beforeAll(async () => {
  running = await startBrowser()
})
afterAll(() => running.stop())

/** Opens `path` of the store, runs `visit`, and expects that nothing went wrong on the way. */
async function visit(
  url: string,
  act: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await running.browser.newContext(options)
  const { page, faults } = await openPage(context, new URL(url).origin)
  await page.goto(url)
  await act(page)
  await context.close()
  expect(faults).toEqual([])
}

describe.each(PLACES)('a visitor of a store $title', (place) => {
  const served = useServer(place)

  it('searches the catalogue', async () => {
    await visit(`${served.url}/`, async (page) => {
      const models = page.locator('.catalogue > li:visible')
      expect(await models.count()).toBe(ENTRIES)
      await page.getByLabel('Find a model').fill('spleen ct')
      await page.getByText(`1 of ${ENTRIES} models`).waitFor()
      expect(await models.getByRole('link', { name: 'Spleen on CT with a small U-Net' }).isVisible()).toBe(
        true,
      )
    })
  })

  it('opens a model and copies a command with the address of this store', async () => {
    const permissions = ['clipboard-read', 'clipboard-write']
    await visit(
      `${served.url}/`,
      async (page) => {
        await page.getByRole('link', { name: 'Spleen on CT with a small U-Net' }).first().click()
        await page.waitForURL(`${served.url}/spleen_unet/`)
        expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(
          'Spleen on CT with a small U-Net',
        )
        await page.getByRole('tab', { name: 'NiftyNet' }).click()
        const panel = page.getByRole('tabpanel', { name: 'NiftyNet' })
        const command = panel.locator('.command').filter({ hasText: 'net_download' }).first()
        await command.getByRole('button', { name: 'Copy' }).click()
        await command.getByRole('button', { name: 'Copied' }).waitFor()
        const copied = await page.evaluate(() => navigator.clipboard.readText())
        expect(copied).toBe((await command.locator('code').textContent())?.trim())
        expect(copied).toContain('net_download spleen_unet')
      },
      { permissions },
    )
  })

  it('downloads a file with the sum that the page shows', async () => {
    await visit(`${served.url}/spleen_unet/`, async (page) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: /^Download weights/ }).click(),
      ])
      expect(download.url()).toBe(`${served.url}/spleen_unet/1.10.2/weights.tar.gz`)
      const digest = sha256(readFileSync(await download.path()))
      expect(digest).toBe(sha256(readFileSync(join(place.store.dist, 'spleen_unet/1.10.2/weights.tar.gz'))))
      expect(await page.getByText(digest).count()).toBeGreaterThan(0)
    })
  })

  it('sees every model without JavaScript, and no control that does nothing', async () => {
    await visit(
      `${served.url}/`,
      async (page) => {
        expect(await page.locator('.catalogue > li').count()).toBe(ENTRIES)
        expect(await page.getByRole('button').count()).toBe(0)
        expect(await page.getByRole('searchbox').count()).toBe(0)
        await page.getByRole('link', { name: 'LeNet, tiny' }).first().click()
        // What is hidden is hidden by the style sheet, which comes after the words.
        await page.waitForLoadState('load')
        expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('LeNet, tiny')
        expect(await page.getByRole('tab').count()).toBe(0)
        expect(
          await page
            .getByRole('link', { name: /Download/ })
            .first()
            .isVisible(),
        ).toBe(true)
      },
      { javaScriptEnabled: false },
    )
  })

  it('gets along with the keyboard alone', async () => {
    await visit(`${served.url}/`, async (page) => {
      await page.keyboard.press('Tab')
      expect(await page.locator(':focus').textContent()).toBe('Skip to the content')
      await page.keyboard.press('/')
      await page.keyboard.type('lenet')
      await page.getByText(`1 of ${ENTRIES} models`).waitFor()
    })
  })
})
