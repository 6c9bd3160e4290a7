/** How much of a page moves by itself while it loads (web.dev/cls). */
import type { Page } from 'playwright-core'

/** Must be called before the page is opened. */
export async function watchLayoutShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: string[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number
        hadRecentInput: boolean
        sources: { node: Element | null }[]
      })[]) {
        const moved = entry.sources.map(({ node }) => node?.className || node?.nodeName).join(', ')
        if (!entry.hadRecentInput && entry.value > 0) shifts.push(`${entry.value.toFixed(4)}: ${moved}`)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
}

/** Each shift and what moved, when the page and its fonts are there; empty where nothing did. */
export async function layoutShifts(page: Page): Promise<string[]> {
  await page.waitForLoadState('load')
  return page.evaluate(async () => {
    await document.fonts.ready
    // What the last style sheet changed is painted in the next frames.
    for (let frame = 0; frame < 3; frame++) await new Promise((painted) => requestAnimationFrame(painted))
    return (window as unknown as { shifts: string[] }).shifts
  })
}
