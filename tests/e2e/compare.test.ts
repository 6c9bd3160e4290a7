/** Two to four models side by side, in a real browser. */
import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type RunningBrowser, openPage, startBrowser } from './browser.ts'
import { useServer } from './served-stores.ts'

const [root, subPath] = inject('stores')
const PLACES = [
  { title: 'at a root', store: root!, server: 'serve' as const },
  { title: 'below a sub-path', store: subPath!, server: 'python3' as const },
]

let running: RunningBrowser
beforeAll(async () => {
  running = await startBrowser()
})
afterAll(() => running.stop())

async function visit(
  url: string,
  act: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
  expected: RegExp = /^$/,
): Promise<void> {
  const context = await running.browser.newContext(options)
  const { page, faults } = await openPage(context, new URL(url).origin)
  await page.goto(url)
  await act(page)
  await context.close()
  expect(faults.filter((fault) => !expected.test(fault))).toEqual([])
}

const table = (page: Page): Locator => page.getByRole('table', { name: 'Models side by side' })

/** The ids at the heads of the columns, when there are `count`. */
async function columns(page: Page, count: number): Promise<string[]> {
  const names = table(page).locator('thead .binomial')
  await names.nth(count - 1).waitFor()
  return names.allTextContents()
}

async function rowTexts(page: Page, name: string): Promise<string[]> {
  const row = table(page)
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name }) })
  return row.first().getByRole('cell').allTextContents()
}

describe.each(PLACES)('a comparison in a store $title', (place) => {
  const served = useServer(place)

  it('begins on the page of a model, takes another, and keeps all in the address', async () => {
    await visit(`${served.url}/spleen_unet/`, async (page) => {
      await page.getByRole('link', { name: 'Compare with another model' }).click()
      await page.waitForURL(`${served.url}/compare/?models=spleen_unet`)
      expect(await columns(page, 1)).toEqual(['spleen_unet'])
      const field = page.getByLabel('Add a model')
      await field.focus()
      await page.locator('#compare-offers option[value=lenet_tiny]').waitFor({ state: 'attached' })
      await field.fill('lenet_tiny')
      await field.press('Enter')
      expect(await columns(page, 2)).toEqual(['spleen_unet', 'lenet_tiny'])
      expect(page.url()).toBe(`${served.url}/compare/?models=spleen_unet,lenet_tiny`)
      expect(await rowTexts(page, 'Version')).toEqual(['1.10.2', '1.0'])
      expect((await rowTexts(page, 'Dice'))[0]).toBe('0.9730')
      await page.goBack()
      await table(page).getByText('lenet_tiny').waitFor({ state: 'detached' })
      await page.goForward()
      await page.reload()
      expect(await columns(page, 2)).toEqual(['spleen_unet', 'lenet_tiny'])
    })
  })

  it('can lose, replace and gain models up to four', async () => {
    await visit(`${served.url}/compare/?models=lenet_tiny,tf_tiny,torch_tiny,spleen_unet`, async (page) => {
      await columns(page, 4)
      expect(await page.getByLabel('Add a model').isDisabled()).toBe(true)
      await page.getByRole('button', { name: 'Remove tf_tiny' }).click()
      await table(page).getByText('tf_tiny').first().waitFor({ state: 'detached' })
      await page.getByRole('button', { name: 'Replace torch_tiny' }).click()
      await page.getByLabel('Replace torch_tiny with').fill('tabular-risk')
      await page.keyboard.press('Enter')
      await table(page).getByText('tabular-risk').first().waitFor()
      expect(await columns(page, 3)).toEqual(['lenet_tiny', 'tabular-risk', 'spleen_unet'])
      expect(page.url()).toBe(`${served.url}/compare/?models=lenet_tiny,tabular-risk,spleen_unet`)
    })
  })

  it('marks rows that differ, and can show them alone', async () => {
    await visit(`${served.url}/compare/?models=lenet_tiny,torch_tiny`, async (page) => {
      await columns(page, 2)
      const same = table(page).getByRole('rowheader', { name: 'Version' })
      expect(await table(page).getByRole('rowheader', { name: 'Framework (differs)' }).count()).toBe(1)
      expect(await same.count()).toBe(1)
      await page.getByLabel('Only differences').check()
      await same.waitFor({ state: 'detached' })
      expect(page.url()).toContain('?models=lenet_tiny,torch_tiny&only=differences')
      await page.reload()
      await columns(page, 2)
      expect([await same.count(), await page.getByLabel('Only differences').isChecked()]).toEqual([0, true])
    })
  })

  it('tells of what it cannot show', async () => {
    const query = '?models=lenet_tiny,no-such,lenet_tiny@9.9,<img src=x>'
    await visit(
      `${served.url}/compare/${encodeURI(query)}`,
      async (page) => {
        expect(await columns(page, 1)).toEqual(['lenet_tiny'])
        const note = await page.locator('#compare-note').textContent()
        expect(note).toContain('“<img src=x>” cannot be shown')
        expect(note).toContain('This store has no model “no-such”')
        expect(note).toContain('“lenet_tiny” has no version 9.9 in this store.')
      },
      {},
      // What a browser says of an entry that is not there.
      /404/,
    )
  })

  it('says without scripts where the facts are', async () => {
    await visit(
      `${served.url}/compare/?models=lenet_tiny`,
      async (page) => {
        await page.getByRole('main').getByRole('link', { name: 'the catalogue' }).click()
        await page.waitForURL(`${served.url}/`)
      },
      { javaScriptEnabled: false },
    )
  })
})

describe('the page of a comparison', () => {
  const served = useServer(PLACES[0]!)
  const QUERIES = ['', '?models=spleen_unet,Dataset777_Tiny,hosted_brain,lenet_tiny']
  const THEMES = QUERIES.flatMap((query) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ query, colorScheme })),
  )

  it.each(THEMES)('passes axe with "$query" in the $colorScheme theme', async ({ query, colorScheme }) => {
    await visit(
      `${served.url}/compare/${query}`,
      async (page) => {
        if (query) await columns(page, 4)
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([])
      },
      { colorScheme },
    )
  })

  it('fits a telephone: the table scrolls by itself, its heads stay', async () => {
    await visit(
      `${served.url}/compare/${QUERIES[1]!}`,
      async (page) => {
        await columns(page, 4)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
        const frame = page.getByRole('group', { name: 'Models side by side' })
        const term = table(page).getByRole('rowheader', { name: 'Licence' })
        const before = await term.evaluate((cell) => cell.getBoundingClientRect().x)
        await frame.evaluate((box) => box.scrollTo(400, 300))
        expect(await frame.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(100)
        expect(await term.evaluate((cell) => cell.getBoundingClientRect().x)).toBe(before)
        const offset = await frame.evaluate(
          (box) => box.querySelector('thead th')!.getBoundingClientRect().y - box.getBoundingClientRect().y,
        )
        expect(Math.abs(offset)).toBeLessThan(4)
      },
      { viewport: { width: 390, height: 844 } },
    )
  })
})
