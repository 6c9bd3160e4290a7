/** Every kind of page, in both themes and from a telephone to a wide screen: accessible, quiet, still, valid. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { htmlFaults } from '../site/html-faults.ts'
import { type RunningBrowser, startBrowser } from './browser.ts'
import { layoutShifts } from './layout-shift.ts'
import { listPages, pageKinds } from '../../scripts/page-kinds.ts'
import { useServer } from './served-stores.ts'
import { axeFaults, pageWidth, visit } from './visit.ts'

const store = inject('stores')[0]!
const KINDS = pageKinds(store.dist)
const TELEPHONE = { width: 390, height: 844 }
const DESK = { width: 1440, height: 900 }

let running: RunningBrowser
beforeAll(async () => {
  running = await startBrowser()
})
afterAll(() => running.stop())

// Our own server sends the strict headers that the pages must live with.
const served = useServer({ title: 'at a root', store, server: 'serve' })

const visitPage = (path: string, options: BrowserContextOptions, look: (page: Page) => Promise<void>) =>
  visit(running, `${served.url}/${path}`, options, look)

it('the store has pages of several kinds', () => {
  expect(KINDS).toEqual(expect.arrayContaining(['', '404.html', 'clients/', 'contribute/', 'spleen_unet/']))
  expect(KINDS.length).toBeLessThan(60)
})

describe.each(KINDS)('/%s', (path) => {
  it.each([
    { colorScheme: 'light' as const, viewport: DESK },
    { colorScheme: 'dark' as const, viewport: DESK },
    { colorScheme: 'light' as const, viewport: TELEPHONE },
    { colorScheme: 'dark' as const, viewport: TELEPHONE },
  ])('passes axe, fits and stays still, $colorScheme, $viewport.width pixels wide', async (options) => {
    await visitPage(path, options, async (page) => {
      expect(await layoutShifts(page)).toEqual([])
      expect(await pageWidth(page)).toBeLessThanOrEqual(options.viewport.width)
      expect(await axeFaults(page)).toEqual([])
    })
  })

  it('fits the narrowest screen and a tablet, and moves nothing for those who do not want it', async () => {
    await visitPage(
      path,
      { viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' },
      async (page) => {
        expect(await pageWidth(page)).toBeLessThanOrEqual(320)
        await page.setViewportSize({ width: 820, height: 1100 })
        expect(await pageWidth(page)).toBeLessThanOrEqual(820)
        expect(await page.evaluate(movingElements)).toEqual([])
        const preloaded = await page.locator('link[rel=preload][as=font]').count()
        expect(await page.evaluate(usedFonts)).toBeGreaterThanOrEqual(preloaded)
      },
    )
  })

  it('shows where the keyboard is', async () => {
    await visitPage(path, { viewport: DESK }, async (page) => {
      const unseen = new Set<string>()
      for (let press = 0; press < 30; press++) {
        await page.keyboard.press('Tab')
        unseen.add(await page.evaluate(unseenFocus))
      }
      unseen.delete('')
      expect([...unseen]).toEqual([])
    })
  })

  it('is complete without scripts', async () => {
    await visitPage(path, { javaScriptEnabled: false }, async (page) => {
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
      expect(await page.getByRole('heading', { level: 1 }).isVisible()).toBe(true)
      expect(await page.getByRole('button').count()).toBe(0)
    })
  })
})

/** How many upright faces of ours the page shows. */
async function usedFonts(): Promise<number> {
  const faces = [...(await document.fonts.ready)]
  return faces.filter(
    ({ family, style, status }) =>
      /Source Serif 4"?$/.test(family) && style === 'normal' && status === 'loaded',
  ).length
}

function movingElements(): string[] {
  const elements = [...document.querySelectorAll('*')].filter((element) => {
    const { transitionDuration, animationName } = getComputedStyle(element)
    return transitionDuration !== '0s' || animationName !== 'none'
  })
  return elements.map((element) => element.outerHTML.slice(0, 100))
}

/** The element that has the focus and shows it nowhere; empty where it does, or nothing has it. */
function unseenFocus(): string {
  const focused = document.activeElement
  if (focused === null || focused === document.body) return ''
  for (let element: Element | null = focused; element !== null; element = element.parentElement) {
    const { outlineStyle, outlineWidth } = getComputedStyle(element)
    if (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) return ''
  }
  return focused.outerHTML.slice(0, 100)
}

describe('every page', () => {
  it('is valid HTML', async () => {
    const pages = listPages(store.dist)
    const faults = await Promise.all(
      pages.map((path) => htmlFaults(path, readFileSync(join(store.dist, path), 'utf8'))),
    )
    expect(faults.flat()).toEqual([])
  })
})
