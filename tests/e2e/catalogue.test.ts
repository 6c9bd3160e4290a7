/** How a visitor finds a model: search, facets, orders, views, all of it in the address, with the keyboard, and without scripts. */
import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openPage, type RunningBrowser, startBrowser } from './browser.ts'
import { useServer } from './served-stores.ts'

const ENTRIES = 9

let running: RunningBrowser
beforeAll(async () => {
  running = await startBrowser()
})
afterAll(() => running.stop())

const served = useServer({ title: 'at a root', store: inject('stores')[0]!, server: 'serve' })

/** Opens the home page with `search` in its address, and expects that nothing goes wrong. */
async function visit(
  search: string,
  act: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await running.browser.newContext(options)
  const { page, faults } = await openPage(context, new URL(served.url).origin)
  await page.goto(`${served.url}/${search}`)
  await act(page)
  await context.close()
  expect(faults).toEqual([])
}

const plates = (page: Page) => page.locator('.catalogue > li:visible')
const field = (page: Page) => page.getByLabel('Find a model')
const box = (page: Page, name: RegExp) => page.locator('#catalogue-facets').getByLabel(name)

/** Waits until the live region says so. */
async function says(page: Page, text: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.getElementById('catalogue-count')?.textContent.trim() === wanted,
    text,
    { timeout: 10_000 },
  )
}

describe('search', () => {
  it('reads nothing before somebody turns to it', async () => {
    await visit('', async (page) => {
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.url()))
      await page.waitForLoadState('networkidle')
      expect(asked.filter((url) => url.includes('/search/') || url.includes('search-worker'))).toEqual([])
      await field(page).focus()
      await page.waitForResponse((response) => response.url().endsWith('rows-0.json'))
    })
  })

  it('finds as one types, a mistake included, and marks what it found', async () => {
    await visit('', async (page) => {
      await field(page).pressSequentially('splean')
      await says(page, `1 of ${ENTRIES} models`)
      expect(await plates(page).locator('h2 mark').allTextContents()).toEqual(['Spleen'])
      expect(page.url()).toMatch(/\?q=splean$/)
    })
  })

  it('says what to do where nothing fits', async () => {
    await visit('?q=zzzzqqqq', async (page) => {
      await says(page, `0 of ${ENTRIES} models`)
      expect(await page.locator('#catalogue-nothing').innerText()).toContain('No model matches')
      await page.getByRole('button', { name: 'Show all models' }).click()
      await says(page, `${ENTRIES} models`)
      expect(await plates(page).count()).toBe(ENTRIES)
    })
  })
})

describe('facets', () => {
  it('combine, count, stand above the results, and go away again', async () => {
    await visit('', async (page) => {
      await box(page, /^NiftyNet/)
        .last()
        .check()
      await page.getByRole('button', { name: 'Remove Client that reads it: NiftyNet' }).waitFor()
      await page.waitForFunction(() =>
        document.querySelector('#catalogue-count')?.textContent.includes(' of '),
      )
      const narrowed = await plates(page).count()
      expect(narrowed).toBeLessThan(ENTRIES)
      expect(page.url()).toContain('client=niftynet')
      await field(page).fill('spleen')
      await says(page, `1 of ${ENTRIES} models`)
      await page.getByRole('button', { name: 'Remove Client that reads it: NiftyNet' }).click()
      await field(page).fill('')
      await says(page, `${ENTRIES} models`)
    })
  })

  it('each narrow to what their count says', async () => {
    await visit('', async (page) => {
      const facets = page.locator('#catalogue-facets fieldset')
      expect(await facets.count()).toBeGreaterThan(4)
      for (let at = 0; at < (await facets.count()); at++) {
        const item = facets.nth(at).locator('li').first()
        const number = (await item.locator('.number').textContent())!.trim()
        await item.locator('input').check()
        await says(page, `${number} of ${ENTRIES} models`)
        expect(await plates(page).count()).toBe(Number(number))
        await item.locator('input').uncheck()
        await says(page, `${ENTRIES} models`)
      }
    })
  })
})

describe('the address', () => {
  it('holds all that is looked for, and back and forward follow it', async () => {
    await visit('?view=table', async (page) => {
      await page.locator('.found-table tbody tr').first().waitFor()
      expect(await page.locator('.found-table tbody tr').count()).toBe(ENTRIES)
      await page.getByLabel('Sort by').selectOption('size')
      await field(page).fill('spleen')
      await says(page, `1 of ${ENTRIES} models`)
      expect(new URL(page.url()).search).toBe('?q=spleen&sort=size&view=table')
      await page.goBack()
      await says(page, `${ENTRIES} models`)
      expect(await field(page).inputValue()).toBe('')
      await page.goForward()
      await says(page, `1 of ${ENTRIES} models`)
      await page.reload()
      await says(page, `1 of ${ENTRIES} models`)
      expect(
        await page.getByRole('button', { name: 'Table', exact: true }).getAttribute('aria-pressed'),
      ).toBe('true')
    })
  })
})

describe('a plate', () => {
  it('is the same whether the build or the script has made it', async () => {
    await visit('', async (page) => {
      const shape = () =>
        page.evaluate(() =>
          [...document.querySelectorAll('.catalogue > li')]
            .filter((item) => item.getClientRects().length > 0)
            .map((item) => {
              const elements = [item, ...item.querySelectorAll('*')].map((one) => {
                const attributes = [...one.attributes].map(({ name, value }) => `${name}=${value}`).sort()
                return `${one.tagName} ${attributes.join(' ')}`
              })
              return { elements, text: item.textContent.replace(/\s+/g, '') }
            }),
        )
      const built = await shape()
      expect(built).toHaveLength(ENTRIES)
      await page.getByRole('button', { name: 'Table', exact: true }).click()
      await page.locator('.found-table').waitFor()
      await page.locator('#catalogue-listing').evaluate((listing) => listing.remove())
      await page.getByLabel('Sort by').selectOption('size')
      await page.getByRole('button', { name: 'Plates', exact: true }).click()
      await plates(page).first().waitFor()
      const made = await shape()
      const plain = (elements: string[]) =>
        elements.map((one) => one.replace(/ (?:decoding|fetchpriority|loading)=\w+/g, '')).join('\n')
      expect(made.map(({ elements }) => plain(elements)).sort()).toEqual(
        built.map(({ elements }) => plain(elements)).sort(),
      )
      expect(made.map(({ text }) => text).sort()).toEqual(built.map(({ text }) => text).sort())
    })
  })
})

describe('the keyboard', () => {
  it('goes to the field, walks through the results, opens one, and clears', async () => {
    await visit('', async (page) => {
      await page.keyboard.press('/')
      await page.keyboard.type('lenet')
      await says(page, `1 of ${ENTRIES} models`)
      await page.keyboard.press('ArrowDown')
      expect(await page.locator(':focus').textContent()).toContain('LeNet')
      await page.keyboard.press('ArrowUp')
      await page.keyboard.press('Escape')
      expect(await field(page).inputValue()).toBe('')
      // Else what is said next could still be of the first search.
      await says(page, `${ENTRIES} models`)
      await page.keyboard.press('Escape')
      expect(await field(page).evaluate((input) => input === document.activeElement)).toBe(false)
      await page.keyboard.press('/')
      await page.keyboard.type('lenet')
      await says(page, `1 of ${ENTRIES} models`)
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.waitForURL(`${served.url}/lenet_tiny/`)
    })
  })

  it('stays on a model when the cards answer after the rows did', async () => {
    await visit('', async (page) => {
      const held = Promise.withResolvers<null>()
      await page.route('**/search/words-*.json', async (route) => {
        await held.promise
        await route.continue()
      })
      await field(page).fill('lenet')
      await says(page, `1 of ${ENTRIES} models`)
      await page.keyboard.press('ArrowDown')
      const first = await page.locator(':focus').elementHandle()
      held.resolve(null)
      await page.waitForFunction((link) => !link.isConnected, first)
      expect(await page.locator(':focus').textContent()).toContain('LeNet')
    })
  })
})

describe('a telephone', () => {
  const viewport = { width: 390, height: 844 }

  it('has the facets in a sheet that keeps the focus and closes with Escape', async () => {
    await visit(
      '',
      async (page) => {
        expect(await page.locator('#catalogue-facets').isVisible()).toBe(false)
        await page.getByRole('button', { name: 'Filter' }).click()
        const sheet = page.getByRole('dialog', { name: 'Filter' })
        await sheet.getByLabel(/^Image segmentation/).check()
        await page.waitForFunction(() =>
          document.querySelector('#catalogue-count')?.textContent.includes(' of '),
        )
        for (let presses = 0; presses < 60; presses++) {
          await page.keyboard.press('Tab')
          const outside = await page.evaluate(() => {
            const active = document.activeElement
            return active !== null && active !== document.body && active.closest('dialog') === null
          })
          expect(outside).toBe(false)
        }
        await page.keyboard.press('Escape')
        expect(await sheet.isVisible()).toBe(false)
        expect(await page.locator(':focus').textContent()).toBe('Filter (1)')
      },
      { viewport },
    )
  })

  it.each(['', '?view=table', '?q=spleen'])(
    'shows %s without a page wider than its screen',
    async (search) => {
      await visit(
        search,
        async (page) => {
          await page.waitForLoadState('networkidle')
          const width = await page.evaluate(() => document.documentElement.scrollWidth)
          expect(width).toBeLessThanOrEqual(viewport.width)
        },
        { viewport },
      )
    },
  )
})

describe('picking models to compare', () => {
  it('takes up to four, remembers them in the tab, and leads to their comparison', async () => {
    await visit('', async (page) => {
      const toggles = page.locator('.compare-toggle:visible')
      for (const at of [0, 1, 2, 3, 4]) await toggles.nth(at).click()
      const tray = page.getByRole('complementary', { name: 'Models to compare' })
      expect(await tray.innerText()).toContain('Four models at most')
      const link = tray.getByRole('link', { name: 'Compare 4 models' })
      expect(await link.getAttribute('href')).toMatch(/^compare\/\?models=[\w.-]+(,[\w.-]+){3}$/)
      await page.reload()
      expect(await page.locator('.compare-toggle[aria-pressed=true]').count()).toBe(4)
      await tray.getByRole('button', { name: 'Clear' }).click()
      expect(await tray.isVisible()).toBe(false)
    })
  })
})

describe('without JavaScript', () => {
  it('every model is there, and no control that does nothing', async () => {
    await visit(
      '',
      async (page) => {
        expect(await plates(page).count()).toBe(ENTRIES)
        for (const role of ['button', 'checkbox', 'combobox', 'searchbox', 'dialog'] as const)
          expect(await page.getByRole(role).count()).toBe(0)
      },
      { javaScriptEnabled: false },
    )
  })
})

describe('axe', () => {
  const VIEWS = ['?q=spleen&tag=ct', '?view=table', '?q=zzzzqqqq'].flatMap((search) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ search, colorScheme })),
  )

  it.each(VIEWS)('passes $search in the $colorScheme theme', async ({ search, colorScheme }) => {
    await visit(
      search,
      async (page) => {
        await page.locator('#catalogue-listing').waitFor({ state: 'hidden' })
        await page
          .locator('.compare-toggle:visible')
          .first()
          .click({ timeout: 1000 })
          .catch(() => null)
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([])
      },
      { colorScheme },
    )
  })
})
