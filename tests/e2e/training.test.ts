/** What a visitor sees of a training: curves, the numbers below them, and scores by class. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openPage, type RunningBrowser, startBrowser } from './browser.ts'
import { useServer } from './served-stores.ts'

const [root] = inject('stores')

let running: RunningBrowser
beforeAll(async () => {
  running = await startBrowser()
})
afterAll(() => running.stop())

describe('the page of a model with logs', () => {
  const served = useServer({ title: 'at a root', store: root!, server: 'serve' })

  /** Without scripts, on the narrowest screen. */
  async function visit(path: string, act: (page: Page) => Promise<void>): Promise<void> {
    const options = { javaScriptEnabled: false, viewport: { width: 320, height: 640 } }
    const context = await running.browser.newContext(options)
    const { page, faults } = await openPage(context, new URL(served.url).origin)
    await page.goto(`${served.url}/${path}`)
    await act(page)
    await context.close()
    expect(faults).toEqual([])
  }

  it('tells first, last and best to those who do not see the lines', async () => {
    await visit('Dataset777_Tiny/', async (page) => {
      const chart = page.getByRole('img', { name: 'Mean pseudo Dice by fold, 2d' })
      expect(await chart.locator('desc').textContent()).toBe(
        'Mean pseudo Dice by fold, 2d by epoch, 0 to 2. mean of the folds: first 0.1000, best and last 0.4500, at epoch 2. ' +
          'fold 0: first 0.1000, best and last 0.5000, at epoch 2. fold 1: first 0.1000, best and last 0.4000, at epoch 2.',
      )
    })
  })

  it('opens the numbers below a chart', async () => {
    await visit('spleen_unet/', async (page) => {
      const table = page.getByRole('table').filter({ hasText: 'epoch' })
      expect(await table.isVisible()).toBe(false)
      await page.getByText('The numbers').click()
      expect(await table.locator('tbody').innerText()).toBe('1\t0.9000\n2\t0.4000\n3\t0.1000')
    })
  })

  it('sets the scores of each class by fold, and leaves a single class without a mean', async () => {
    await visit('Dataset777_Tiny/', async (page) => {
      const table = page.getByRole('table', { name: 'Dice, 2d' })
      expect(await table.locator('thead th').allTextContents()).toEqual(['Class', 'fold 0', 'fold 1', 'mean'])
      expect(await table.locator('tbody .number').allTextContents()).toEqual(['0.5000', '0.5000', '0.5000'])
    })
  })

  it('shows the plot of a fold that has no log', async () => {
    await visit('Dataset777_Tiny/', async (page) => {
      const plot = page.getByRole('img', { name: /fold_all\/progress\.png$/ })
      await plot.scrollIntoViewIfNeeded()
      const address = new URL((await plot.getAttribute('src'))!, page.url())
      const answer = await page.request.get(address.href)
      expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'image/webp'])
    })
  })

  it('leaves no page wider than the screen', async () => {
    for (const path of ['Dataset777_Tiny/', 'spleen_unet/'])
      await visit(path, async (page) => {
        for (const box of await page.locator('figure.chart, .legend li').all()) {
          const { x, width } = (await box.boundingBox()) ?? { x: 0, width: 0 }
          expect(x + width).toBeLessThanOrEqual(320)
        }
      })
  })
})
