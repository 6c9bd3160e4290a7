/** Citing a model, and what other programs find in its page: in a real browser, under the store's policy. */
import { AxeBuilder } from '@axe-core/playwright'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openPage, type RunningBrowser, startBrowser } from './browser.ts'
import { useServer } from './served-stores.ts'

const [root] = inject('stores')

let running: RunningBrowser
beforeAll(async () => {
  running = await startBrowser()
})
afterAll(() => running.stop())

describe("a model's page", () => {
  const served = useServer({ title: 'at a root', store: root!, server: 'serve' })
  const open = async (path: string, javaScriptEnabled = true) => {
    const context = await running.browser.newContext({
      javaScriptEnabled,
      viewport: { width: 390, height: 800 },
    })
    const { page, faults } = await openPage(context, served.url)
    await page.goto(`${served.url}/${path}`)
    return { context, page, faults }
  }

  it.each([true, false])(
    'shows one citation, unfolds the others, and links them as files (scripts: %s)',
    async (js) => {
      const { context, page, faults } = await open('spleen_unet/', js)
      const cite = page.locator('.cite')
      expect(await cite.locator('pre:visible').count()).toBe(1)
      await cite.getByText('RIS', { exact: true }).click()
      expect(await cite.locator('pre:visible').last().textContent()).toMatch(/^TY {2}- COMP\n/)
      const file = await cite.getByRole('link', { name: 'cite.ris' }).getAttribute('href')
      const answer = await page.request.get(new URL(file!, page.url()).href)
      expect(await answer.text()).toMatch(/ER {2}- \n$/)
      const isWider = 'document.documentElement.scrollWidth > document.documentElement.clientWidth'
      if (js) expect(await page.evaluate(isWider)).toBe(false)
      await context.close()
      expect(faults).toEqual([])
    },
  )

  it('is free of what axe finds with every citation unfolded', async () => {
    const { context, page, faults } = await open('spleen_unet/')
    for (const summary of await page.locator('.cite summary').all())
      if ((await summary.locator('..').getAttribute('open')) === null) await summary.click()
    const { violations } = await new AxeBuilder({ page }).include('.cite').analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    await context.close()
    expect(faults).toEqual([])
  })

  it.each([
    ['', 'DataCatalog'],
    ['spleen_unet/', 'fair4ml:MLModel,SoftwareSourceCode'],
  ])('says what it is to machines, and the policy lets it: /%s', async (path, type) => {
    const { context, page, faults } = await open(path)
    const data = await page.locator('script[type="application/ld+json"]').textContent()
    expect(String((JSON.parse(data!) as { '@type': unknown })['@type'])).toBe(type)
    await context.close()
    expect(faults).toEqual([])
  })

  it.each([
    ['with a picture of its own', 'spleen_unet/', 'spleen_unet/media/card.jpg'],
    ["with the store's", 'tabular-risk/', 'media/card.jpg'],
  ])('has a picture for previews, %s', async (_, path, expected) => {
    const { context, page } = await open(path)
    const content = (property: string) => page.locator(`meta[property="${property}"]`).getAttribute('content')
    expect(await content('og:image')).toBe(`${root!.url}/${expected}`)
    const answer = await page.request.get(`${served.url}/${expected}`)
    const { format, width, height } = await sharp(await answer.body()).metadata()
    expect([format, `${width}`, `${height}`]).toEqual([
      'jpeg',
      await content('og:image:width'),
      await content('og:image:height'),
    ])
    await context.close()
  })

  it('names feeds that are there', async () => {
    const { context, page, faults } = await open('spleen_unet/')
    const feeds = page.locator('link[rel=alternate]')
    const types = await Promise.all(
      (await feeds.all()).map(async (feed) => {
        const address = new URL((await feed.getAttribute('href'))!, page.url()).href
        expect((await page.request.get(address)).status()).toBe(200)
        return address.slice(served.url.length)
      }),
    )
    expect(types).toEqual(['/spleen_unet/feed.xml', '/spleen_unet/feed.json', '/feed.xml', '/feed.json'])
    await context.close()
    expect(faults).toEqual([])
  })
})
