/**
 * `npm run pictures`: the README's two pictures, taken from the built store. With `--all DIR` also one of every kind of page, in both
 * themes, on a telephone, a tablet and a desk, for whoever reviews the look.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import sparticuz from '@sparticuz/chromium'
import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core'
import sharp from 'sharp'
import { UserError } from '../src/lib/user-error.ts'
import { label, readOptions, toWorkplace } from './command.ts'
import { listPages, pageKinds } from './page-kinds.ts'
import { serveStore } from './static-server.ts'

const README_PICTURES = join(import.meta.dirname, '../docs/pictures')
const README_VIEW = {
  viewport: { width: 1280, height: 860 },
  deviceScaleFactor: 1.5,
  colorScheme: 'light',
} as const
/** Bytes: everybody who looks at the README fetches them. */
const LARGEST = 250_000
const WIDTHS = [390, 820, 1440]
const THEMES = ['light', 'dark'] as const

/** Takes a picture of the page at `path` of the store. */
type Camera = (path: string, view: BrowserContextOptions, whole: boolean) => Promise<Buffer>

export async function run(args: string[]): Promise<number> {
  const options = readOptions(args, ['dir', 'model', 'all'])
  const { distDir } = await toWorkplace({ out: options['dir'] })
  const model = `${options['model'] ?? 'phantom_unet3d'}/`
  if (!listPages(distDir).includes(`${model}index.html`))
    throw new UserError(
      `There is no page ${label(distDir)}/${model}. Build the store first, or name a model with --model.`,
    )
  await withCamera(distDir, async (camera) => {
    for (const [name, path] of [
      ['catalogue', ''],
      ['model', model],
    ] as const)
      await write(join(README_PICTURES, `${name}.png`), await small(await camera(path, README_VIEW, false)))
    if (options['all'] !== undefined) await takeAll(distDir, resolve(options['all']), camera)
  })
  return 0
}

async function takeAll(distDir: string, dir: string, camera: Camera): Promise<void> {
  mkdirSync(dir, { recursive: true })
  for (const path of pageKinds(distDir))
    for (const width of WIDTHS)
      for (const colorScheme of THEMES) {
        const name = path.replace(/\/$/, '').replaceAll('/', '-') || 'home'
        const view = { viewport: { width, height: 900 }, colorScheme }
        await write(join(dir, `${name}-${width}-${colorScheme}.png`), await camera(path, view, true))
      }
}

async function write(path: string, picture: Buffer): Promise<void> {
  const { width, height } = await sharp(picture).metadata()
  writeFileSync(path, picture)
  console.log(`${label(path)}  ${width} × ${height}  ${Math.ceil(picture.length / 1000)} kB`)
}

/** The picture with as many colours as the limit allows. */
async function small(picture: Buffer): Promise<Buffer> {
  for (const colours of [256, 128, 64, 32]) {
    const made = await sharp(picture).png({ palette: true, colours, effort: 10, dither: 0.5 }).toBuffer()
    if (made.length <= LARGEST) return made
  }
  throw new Error(`The picture has more than ${LARGEST} bytes with 32 colours.`)
}

async function withCamera(distDir: string, use: (camera: Camera) => Promise<void>): Promise<void> {
  const server = createServer(serveStore(distDir)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const browser = await launch()
  try {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    await use((path, view, whole) => takePicture(browser, `${origin}/${path}`, view, whole))
  } finally {
    await browser.close()
    server.close()
  }
}

async function launch(): Promise<Browser> {
  const own = process.platform === 'linux' && process.arch === 'x64'
  return chromium.launch(
    own
      ? { executablePath: await sparticuz.executablePath(), args: ['--no-sandbox'] }
      : { channel: 'chrome' },
  )
}

async function takePicture(
  browser: Browser,
  url: string,
  view: BrowserContextOptions,
  fullPage: boolean,
): Promise<Buffer> {
  const context = await browser.newContext({ ...view, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(url, { waitUntil: 'networkidle' })
  await page.evaluate(() => document.fonts.ready)
  const picture = await page.screenshot({ fullPage })
  await context.close()
  return picture
}
