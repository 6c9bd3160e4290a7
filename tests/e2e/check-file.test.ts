/** "Is my file genuine?" on a model's page, with real files of the store and others. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type RunningBrowser, openPage, startBrowser } from './browser.ts'
import { freshFolder, sha256 } from './folders.ts'
import { useServer } from './served-stores.ts'

const [root, subPath] = inject('stores')
const PLACES = [
  { title: 'at a root', store: root!, server: 'serve' as const },
  { title: 'below a sub-path', store: subPath!, server: 'python3' as const },
]

const folder = freshFolder('check-file')
let running: RunningBrowser
beforeAll(async () => {
  running = await startBrowser()
})
afterAll(async () => {
  await running.stop()
  folder.remove()
})

/** A file of the store under a name of its own; `change` alters its bytes. */
function fileOf(path: string, name = basename(path), change = (bytes: Buffer) => bytes): string {
  const copy = join(folder.path, `${sha256(Buffer.from(path + name)).slice(0, 8)}/${name}`)
  mkdirSync(dirname(copy), { recursive: true })
  if (existsSync(path)) writeFileSync(copy, change(readFileSync(path)))
  else writeFileSync(copy, path)
  return copy
}

async function visit(
  url: string,
  act: (page: Page, box: Locator) => Promise<void>,
  options: BrowserContextOptions = {},
) {
  const context = await running.browser.newContext(options)
  const { page, faults } = await openPage(context, new URL(url).origin)
  await page.goto(`${url}/spleen_unet/`)
  await act(page, page.getByRole('region', { name: 'Is my file genuine?' }))
  await context.close()
  expect(faults).toEqual([])
}

/** What the page says of files, in their order. */
async function verdicts(box: Locator, files: string[]): Promise<string[]> {
  await box.getByLabel('Choose files').setInputFiles(files)
  await box
    .locator('.checked-facts')
    .nth(files.length - 1)
    .waitFor()
  return box.locator('.finding').allTextContents()
}

describe.each(PLACES)('a visitor with files, of a store $title', (place) => {
  const served = useServer(place)
  const own = (path: string) => join(place.store.dist, path)

  it('learns which are genuine, altered, of another model, or of none', async () => {
    const flip = (bytes: Buffer) => Buffer.concat([bytes.subarray(0, -1), Buffer.from([bytes.at(-1)! ^ 1])])
    const files = [
      own('spleen_unet/1.10.2/weights.tar.gz'),
      fileOf(join(inject('zoo'), 'spleen_unet/code/config.ini'), 'renamed.ini'),
      fileOf(own('spleen_unet/1.10.2/weights.tar.gz'), 'weights (1).tar.gz', flip),
      fileOf(own('spleen_unet/1.10.2/data.tar.gz'), 'data.tar.gz', (bytes) => bytes.subarray(0, 100)),
      own('lenet_tiny/snapshot_iter_10.caffemodel'),
      fileOf('somebody’s own notes', '<b>notes.txt'),
    ]
    await visit(served.url, async (page, box) => {
      const found = await verdicts(box, files)
      expect(found.slice(0, 3)).toEqual([
        'Genuine: weights.tar.gz, version 1.10.2.',
        'Genuine: config.ini in code.tar.gz, version 1.10.2.',
        'Not genuine: the store’s weights.tar.gz, version 1.10.2 has another sum. The size is the same.',
      ])
      expect(found[3]).toMatch(/^Not genuine: .* yours 100: a download that broke off may look so\.$/)
      expect(found.slice(4)).toEqual([
        'Not of this model. It is snapshot_iter_10.caffemodel of another model, lenet_tiny.',
        'This is none of the store’s files.',
      ])
      expect(await box.getByRole('status').textContent()).toContain('<b>notes.txt: This is none')
      expect(await box.locator('.checked-facts').last().textContent()).toContain(
        sha256(readFileSync(files[5]!)),
      )
      await box.getByRole('link', { name: 'lenet_tiny' }).click()
      await page.waitForURL(`${served.url}/lenet_tiny/`)
    })
  })

  it('is told of a file that is hosted elsewhere by its sum alone', async () => {
    await visit(served.url, async (page, box) => {
      const catalogue = JSON.parse(readFileSync(own('catalogue.json'), 'utf8')) as {
        entries: { downloads: { url?: string; sha256: string }[] }[]
      }
      expect(catalogue.entries.flatMap(({ downloads }) => downloads).some(({ url }) => url)).toBe(true)
      const bytes = 'the same file, hosted'
      await page.route('**/catalogue.json', async (route) => {
        const text = JSON.stringify(catalogue).replaceAll(
          catalogue.entries.flatMap(({ downloads }) => downloads).find(({ url }) => url)!.sha256,
          sha256(Buffer.from(bytes)),
        )
        await route.fulfill({ body: text, contentType: 'application/json' })
      })
      expect(await verdicts(box, [fileOf(bytes, 'hosted.bin')])).toEqual([
        expect.stringContaining('of another model, hosted_brain'),
      ])
    })
  })

  it('can drop files, and use the keyboard', async () => {
    await visit(served.url, async (page, box) => {
      const bytes = readFileSync(own('spleen_unet/1.10.2/code.tar.gz')).toString('base64')
      const dropped = await page.evaluateHandle((base64) => {
        const data = new DataTransfer()
        const content = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
        data.items.add(new File([content], 'code.tar.gz'))
        return data
      }, bytes)
      await page.dispatchEvent('#check-file-place', 'drop', { dataTransfer: dropped })
      await box.locator('.checked-facts').waitFor()
      expect(await box.locator('.finding').textContent()).toBe('Genuine: code.tar.gz, version 1.10.2.')
      const input = box.getByLabel('Choose files')
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), input.press('Enter')])
      expect(chooser.isMultiple()).toBe(true)
    })
  })
})

describe('a check', () => {
  const served = useServer(PLACES[0]!)
  const archive = join(root!.dist, 'spleen_unet/1.10.2/weights.tar.gz')

  it('needs no Web Crypto, which pages without TLS have not', async () => {
    await visit(served.url, async (page, box) => {
      // Chromium counts localhost as safe, so the worker is given a world without it.
      await page.route('**/hash-worker*.js', async (route) => {
        const answer = await route.fetch()
        await route.fulfill({
          response: answer,
          body: `delete Crypto.prototype.subtle;\n${await answer.text()}`,
        })
      })
      expect(await verdicts(box, [archive])).toEqual(['Genuine: weights.tar.gz, version 1.10.2.'])
    })
  })

  it('can be cancelled, and the next file is checked all the same', async () => {
    const large = join(folder.path, 'large.bin')
    writeFileSync(large, Buffer.alloc(2 ** 28))
    const small = join(folder.path, 'small.bin')
    copyFileSync(archive, small)
    await visit(served.url, async (_, box) => {
      await box.getByLabel('Choose files').setInputFiles([large, small])
      await box.getByRole('button', { name: 'Cancel the check of large.bin' }).click()
      await box.locator('.genuine').waitFor()
      expect(await box.locator('.finding').allTextContents()).toEqual([
        'Cancelled, of 268.4\u00a0MB.',
        'Genuine: weights.tar.gz, version 1.10.2.',
      ])
    })
  })

  it('tells what to do in a browser that has no workers', async () => {
    const context = await running.browser.newContext()
    await context.addInitScript(() => Reflect.deleteProperty(window, 'Worker'))
    const page = await context.newPage()
    await page.goto(`${served.url}/spleen_unet/`)
    const box = page.getByRole('region', { name: 'Is my file genuine?' })
    expect(await box.getByText('sha256sum weights.tar.gz').isVisible()).toBe(true)
    expect(await box.getByLabel('Choose files').isVisible()).toBe(false)
    await context.close()
  })

  it('is not offered without scripts', async () => {
    await visit(
      served.url,
      async (page) => {
        expect(await page.getByText('Is my file genuine?').isVisible()).toBe(false)
      },
      { javaScriptEnabled: false },
    )
  })

  it.each(['light', 'dark'] as const)(
    'has nothing that axe would refuse in the %s theme',
    async (colorScheme) => {
      await visit(
        served.url,
        async (page, box) => {
          await verdicts(box, [archive, fileOf('x', 'weights.tar.gz'), fileOf('y', 'y')])
          for (const summary of await page.locator('.archive-files > summary').all()) await summary.click()
          const { violations } = await new AxeBuilder({ page }).analyze()
          expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
        },
        { colorScheme, bypassCSP: false },
      )
    },
  )
})

describe('a look into an archive', () => {
  const served = useServer(PLACES[0]!)

  it.each([true, false])(
    'shows folders, folded, with their files, with scripts: %s',
    async (javaScriptEnabled) => {
      await visit(
        served.url,
        async (page) => {
          const data = page.locator('.archive-files', { hasText: 'case_01/' })
          await data.locator('summary').first().click()
          const folderRow = data.locator('.folder', { hasText: 'case_01/' })
          expect(await folderRow.getByText('image.txt').isVisible()).toBe(false)
          await folderRow.locator('summary').click()
          expect(await folderRow.getByText('image.txt').isVisible()).toBe(true)
          const copies = folderRow.getByRole('button', { name: 'Copy SHA-256 of image.txt' })
          expect(await copies.count()).toBe(javaScriptEnabled ? 1 : 0)
        },
        { javaScriptEnabled },
      )
    },
  )
})
