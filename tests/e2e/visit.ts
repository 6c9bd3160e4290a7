/** What a visitor's browser finds on a page. */
import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { openPage, type RunningBrowser } from './browser.ts'
import { watchLayoutShifts } from './layout-shift.ts'

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Opens a page, has `look` look at it, and expects that nothing went wrong meanwhile. */
export async function visit(
  { browser }: RunningBrowser,
  url: string,
  options: BrowserContextOptions,
  look: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options)
  try {
    const { page, faults } = await openPage(context, new URL(url).origin)
    await watchLayoutShifts(page)
    await page.goto(url)
    await look(page)
    expect(faults).toEqual([])
  } finally {
    await context.close()
  }
}

/** `rule: element` for all that axe finds, by WCAG 2.2 AA and its own best practices. */
export async function axeFaults(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page })
    .options({ rules: { 'target-size': { enabled: true } } })
    .withTags(AXE_TAGS)
  const { violations } = await axe.analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

/** In pixels, what would have to be scrolled to included. */
export function pageWidth(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth)
}
