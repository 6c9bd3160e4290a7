/** The theme: the system's until the reader switches, remembered, and never the wrong one for a moment. */
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openPage, type RunningBrowser, startBrowser } from './browser.ts'
import { useServer } from './served-stores.ts'

let running: RunningBrowser
beforeAll(async () => {
  running = await startBrowser()
})
afterAll(() => running.stop())

const served = useServer({ title: 'at a root', store: inject('stores')[0]!, server: 'serve' })
const LIGHT = 'rgb(251, 250, 246)'
const DARK = 'rgb(16, 20, 18)'

const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
const stored = (page: Page) => page.evaluate(() => localStorage.getItem('theme'))
/** What the browser paints around the page. */
const around = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')]
      .filter(({ media }) => matchMedia(media).matches)
      .map(({ content }) => content),
  )

async function withContext(
  colorScheme: 'light' | 'dark',
  act: (context: BrowserContext, page: Page) => Promise<void>,
): Promise<void> {
  const context = await running.browser.newContext({ colorScheme })
  const { page, faults } = await openPage(context, new URL(served.url).origin)
  await page.goto(`${served.url}/`)
  await act(context, page)
  await context.close()
  expect(faults).toEqual([])
}

describe('the theme', () => {
  it.each([
    ['light', LIGHT, '#fbfaf6'],
    ['dark', DARK, '#101412'],
  ] as const)('is the system’s where nothing was chosen: %s', async (colorScheme, colour, frame) => {
    await withContext(colorScheme, async (_, page) => {
      expect([await paper(page), await around(page), await stored(page)]).toEqual([colour, [frame], null])
    })
  })

  it('is the reader’s on the next page, from the first paint', async () => {
    await withContext('light', async (context, page) => {
      await page.getByRole('button', { name: 'Dark theme' }).click()
      expect([await paper(page), await around(page)]).toEqual([DARK, ['#101412']])
      const next = await context.newPage()
      // Scripts that wait for the page never run: what is seen is what the first paint shows.
      await next.addInitScript(() =>
        document.addEventListener('DOMContentLoaded', (event) => event.stopImmediatePropagation(), true),
      )
      await next.goto(`${served.url}/spleen_unet/`)
      expect(await paper(next)).toBe(DARK)
    })
  })

  it('is the system’s again when the reader chooses what the system has', async () => {
    await withContext('light', async (_, page) => {
      await page.getByRole('button', { name: 'Dark theme' }).click()
      expect(await stored(page)).toBe('dark')
      await page.getByRole('button', { name: 'Light theme' }).click()
      expect([await stored(page), await paper(page)]).toEqual([null, LIGHT])
      await page.emulateMedia({ colorScheme: 'dark' })
      expect([await paper(page), await around(page)]).toEqual([DARK, ['#101412']])
    })
  })

  it('is light on paper, without controls', async () => {
    await withContext('dark', async (_, page) => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      expect(await paper(page)).toBe('rgb(255, 255, 255)')
      expect(await page.getByRole('button').count()).toBe(0)
    })
  })
})
