/** A model's page on paper: what a reader without a screen needs stands there as words. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type RunningBrowser, startBrowser } from './browser.ts'
import { useServer } from './served-stores.ts'
import { visit } from './visit.ts'

let running: RunningBrowser
beforeAll(async () => {
  running = await startBrowser()
})
afterAll(() => running.stop())

const store = inject('stores')[0]!
const served = useServer({ title: 'at a root', store, server: 'serve' })
/** A4 with margins of 1 cm, at 96 dots an inch. */
const SHEET = { width: 718, height: 1047 }

describe('a printed page', () => {
  it('names its own address and those of its downloads, with whole sums', async () => {
    await visit(
      running,
      `${served.url}/spleen_unet/`,
      { viewport: SHEET, colorScheme: 'dark' },
      async (page) => {
        const archive = `${store.url}/spleen_unet/1.10.2/weights.tar.gz`
        const onPaper = [
          page.getByText(`${store.url}/spleen_unet/`, { exact: true }),
          page.getByText(archive, { exact: true }),
        ]
        for (const text of onPaper) expect(await text.first().isVisible()).toBe(false)
        await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
        for (const text of onPaper) expect(await text.first().isVisible()).toBe(true)
        expect(
          await page
            .getByText(/^[0-9a-f]{64}$/)
            .first()
            .isVisible(),
        ).toBe(true)
        expect(await page.getByRole('button').count()).toBe(0)
        expect(await page.getByRole('navigation').count()).toBe(0)
      },
    )
  })

  it('shows every client’s commands, and cuts nothing off', async () => {
    await visit(running, `${served.url}/spleen_unet/`, { viewport: SHEET }, async (page) => {
      await page.emulateMedia({ media: 'print' })
      for (const name of ['NiftyNet', 'curl', 'Python'])
        expect(await page.getByRole('heading', { name, exact: true }).isVisible()).toBe(true)
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(width).toBeLessThanOrEqual(SHEET.width)
      const pdf = await page.pdf({ format: 'A4' })
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    })
  })
})
