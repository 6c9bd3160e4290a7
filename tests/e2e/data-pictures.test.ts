/** What a visitor sees of a model's data: slices with and without their labels, samples, and a volume opened in the page. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import sharp from 'sharp'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { volumeGzip } from '../inspect/volume/volume-bytes.ts'
import { openPage, type RunningBrowser, startBrowser } from './browser.ts'
import { buildStore } from './command.ts'
import { freshFolder } from './folders.ts'
import { freePort } from './ports.ts'
import { type RunningServer, startServer } from './servers.ts'

const CARD = `---
title: Ball in a box
summary: Finds a ball.
license: cc0-1.0
---
# Ball in a box
`

const isBall = (x: number, y: number, z: number) => (x - 12) ** 2 + (y - 12) ** 2 + (z - 12) ** 2 < 49
const sform = [
  [2, 0, 0, 0],
  [0, 2, 0, 0],
  [0, 0, 2, 0],
]
const BOX = {
  size: [24, 24, 24] as [number, number, number],
  spacing: [2, 2, 2] as [number, number, number],
  sform,
}
const IMAGE = volumeGzip({ ...BOX, type: 4, value: (x, y, z) => (isBall(x, y, z) ? 800 : 100) + x + y + z })
const LABELS = volumeGzip({ ...BOX, value: (x, y, z) => (isBall(x, y, z) ? 1 : 0) })

const folder = freshFolder('data-pictures')
const dist = join(folder.path, 'dist')
let server: RunningServer
let running: RunningBrowser
let page: string

beforeAll(async () => {
  const photo = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#a33' } })
    .png()
    .toBuffer()
  const files = {
    'README.md': '---\ntitle: Balls\n---\n',
    'ball/README.md': CARD,
    'ball/data/box_image.nii.gz': IMAGE,
    'ball/data/box_label.nii.gz': LABELS,
    'ball/data/dataset.json': '{"labels": {"background": 0, "ball": 1}}',
    'ball/data/photo.png': photo,
  }
  for (const [path, content] of Object.entries(files)) {
    const to = join(folder.path, 'zoo', path)
    mkdirSync(dirname(to), { recursive: true })
    writeFileSync(to, content)
  }
  const port = await freePort()
  const plan = { zoo: join(folder.path, 'zoo'), out: dist, cache: join(folder.path, 'cache') }
  await buildStore({ ...plan, url: `http://127.0.0.1:${port}` })
  server = await startServer('serve', dist, port)
  page = `${server.origin}/ball/`
  running = await startBrowser(['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'])
})
afterAll(async () => {
  await running.stop()
  await server.stop()
  folder.remove()
})

/** Opens the model's page, and gives what went wrong. */
async function visit(
  act: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
  browser = running.browser,
): Promise<string[]> {
  const context = await browser.newContext(options)
  const opened = await openPage(context, server.origin)
  await opened.page.goto(page)
  await act(opened.page)
  await context.close()
  return opened.faults
}

/** Without a graphics card a drawing takes its time. */
const PATIENT = { timeout: 60_000 }

const button = (page: Page) => page.getByRole('button', { name: 'Look at it in 3D' })
const viewer = (page: Page) => page.getByRole('dialog', { name: 'box_image.nii.gz' })

/** Opens the volume, and waits until it is shown or has failed. */
async function look(page: Page): Promise<void> {
  await button(page).click()
  await page.locator('#volume-viewer:not([data-state=loading])').waitFor()
}

/** The share of pixels of the canvas that are coloured: labels, and not greys. */
async function coloured(page: Page): Promise<number> {
  const { data } = await sharp(await viewer(page).locator('canvas').screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  let count = 0
  for (let at = 0; at < data.length; at += 3) if (data[at]! - data[at + 2]! > 60) count += 1
  return (3 * count) / data.length
}

describe('slices of a volume', () => {
  it('need no script, and hide their labels at a key', async () => {
    const faults = await visit(
      async (page) => {
        const slice = page.getByRole('img', { name: 'Axial slice of box_image.nii.gz' })
        const withLabels = page.getByRole('img', {
          name: /^Axial slice of .* with the labels of box_label.nii.gz/,
        })
        expect([await slice.count(), await withLabels.count()]).toEqual([1, 1])
        expect(await page.getByRole('list', { name: 'Labels' }).innerText()).toContain('ball')
        await page.getByRole('checkbox', { name: 'Labels' }).focus()
        await page.keyboard.press('Space')
        expect([await slice.count(), await withLabels.count()]).toEqual([1, 0])
        expect(await page.getByRole('list', { name: 'Labels' }).count()).toBe(0)
        expect(await button(page).count()).toBe(0)
      },
      { javaScriptEnabled: false },
    )
    expect(faults).toEqual([])
  })

  it('are there with all their pictures', async () => {
    const faults = await visit(async (page) => {
      const pictures = page.locator('.views img')
      expect(await pictures.count()).toBe(7)
      for (const picture of await pictures.all()) {
        const path = (await picture.getAttribute('src'))!
        const { status, type } = await page.evaluate(async (path) => {
          const response = await fetch(path)
          return { status: response.status, type: response.headers.get('content-type') }
        }, path)
        expect([status, type]).toEqual([200, 'image/webp'])
      }
    })
    expect(faults).toEqual([])
  })
})

describe('a volume opened in the page', () => {
  it('is drawn with its labels, under the strict policy of the pages', async () => {
    const faults = await visit(async (page) => {
      await look(page)
      expect(await viewer(page).getByRole('status').textContent()).toBe('')
      expect(await coloured(page)).toBeGreaterThan(0.02)
      await viewer(page).getByRole('slider', { name: 'Opacity of the labels' }).fill('0')
      await expect.poll(() => coloured(page), PATIENT).toBeLessThan(0.002)
    })
    expect(faults).toEqual([])
  })

  it('is looked at from every side', async () => {
    const faults = await visit(async (page) => {
      await look(page)
      const seen = new Set<string>()
      for (const name of ['Axial', 'Coronal', 'Sagittal', '3D', 'All planes']) {
        const plane = viewer(page).getByRole('button', { name, exact: true })
        await plane.click()
        expect(await plane.getAttribute('aria-pressed')).toBe('true')
        seen.add((await viewer(page).locator('canvas').screenshot()).toString('base64'))
      }
      expect(seen.size).toBe(5)
    })
    expect(faults).toEqual([])
  })

  it('needs no mouse', async () => {
    const faults = await visit(async (page) => {
      await button(page).focus()
      await page.keyboard.press('Enter')
      await page.locator('#volume-viewer[data-state=shown]').waitFor()
      await viewer(page).locator('canvas').focus()
      const before = await viewer(page).locator('canvas').screenshot()
      await page.keyboard.press('ArrowLeft')
      await page.keyboard.press('PageUp')
      await expect
        .poll(async () => before.equals(await viewer(page).locator('canvas').screenshot()), PATIENT)
        .toBe(false)
      await page.keyboard.press('Escape')
      expect(await page.getByRole('dialog').count()).toBe(0)
      expect(await page.locator(':focus').textContent()).toContain('Look at it in 3D')
    })
    expect(faults).toEqual([])
  })

  it('is opened again after it was closed, even before it was there', async () => {
    const faults = await visit(async (page) => {
      await button(page).click()
      await viewer(page).getByRole('button', { name: 'Close' }).click()
      await look(page)
      expect(await coloured(page)).toBeGreaterThan(0.02)
      await page.keyboard.press('Escape')
      await look(page)
      expect(await coloured(page)).toBeGreaterThan(0.02)
    })
    expect(faults.filter((fault) => !fault.startsWith('failed: '))).toEqual([])
  })

  it.each(['light', 'dark'] as const)('passes axe in the %s theme', async (colorScheme) => {
    const faults = await visit(
      async (page) => {
        const axe = async () => (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)
        expect(await axe()).toEqual([])
        await look(page)
        expect(await axe()).toEqual([])
      },
      { colorScheme },
    )
    expect(faults).toEqual([])
  })

  it('fits a telephone', async () => {
    const faults = await visit(
      async (page) => {
        await look(page)
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
        const box = (await viewer(page).locator('canvas').boundingBox())!
        expect([box.width > 300, box.height > 200]).toEqual([true, true])
      },
      { viewport: { width: 390, height: 844 } },
    )
    expect(faults).toEqual([])
  })
})

describe('a volume that cannot be shown', () => {
  const said = (page: Page) => viewer(page).getByRole('status').textContent()

  it('is refused where the archive is another', async () => {
    await visit(async (page) => {
      await page.route('**/data.tar.gz', async (route) => {
        const response = await route.fetch()
        const body = await response.body()
        body[body.length - 1]! ^= 1
        await route.fulfill({ response, body })
      })
      await look(page)
      expect(await said(page)).toContain('is not the archive that this page describes')
    })
  })

  it('says so where there is no connection', async () => {
    await visit(async (page) => {
      await page.route('**/data.tar.gz', (route) => route.abort('internetdisconnected'))
      await look(page)
      expect(await said(page)).toContain('Is there a connection to the store?')
    })
  })

  it('says so where the browser cannot draw', async () => {
    const without = await startBrowser(['--disable-3d-apis'])
    const faults = await visit(
      async (page) => {
        await look(page)
        expect(await said(page)).toContain('WebGL 2 is missing')
      },
      {},
      without.browser,
    )
    await without.stop()
    expect(faults).toEqual([])
  })
})
