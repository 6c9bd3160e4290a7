/** Stores that are seldom drawn by designers: an empty one, and one with its own colours, a logo, long words and letters from right to left. */
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatLockFile } from '../../src/release/lock-file.ts'
import { fixtureRelease, fixtureReleasedDownload } from '../fixtures/releases.ts'
import { htmlFaults } from '../site/html-faults.ts'
import { type RunningBrowser, startBrowser } from './browser.ts'
import { buildStore } from './command.ts'
import { freshFolder } from './folders.ts'
import { layoutShifts } from './layout-shift.ts'
import { type RunningServer, startServer } from './servers.ts'
import { write } from './trap-zoo.ts'
import { axeFaults, pageWidth, visit } from './visit.ts'

/** As long as a version may be. */
const LONG_VERSION = `0${'.999999999'.repeat(5)}`
const LONG_ID = 'a_network_that_segments_the_whole_human_body_from_head_to_toe_and_back_again_in_one_go_v12'
/** A card may call these what it likes. */
const LONG_WORDS = ['pipeline_tag', 'library_name', 'modality', 'tags', 'datasets', 'metrics']
  .map((key) => `${key}: ${key.repeat(20)}\n`)
  .join('')
/** The record of two versions before today's, of which the last `withdrawn` were withdrawn. */
function recordOf(id: string, withdrawn: number): string {
  const reason = `${'מסיבות '.repeat(9)}<b>${'reason'.repeat(30)}`
  const versions = ['0.8', LONG_VERSION].map((version, at) => {
    const files = [{ path: `${'folder/'.repeat(20)}model${at}.bin`, size: 1, sha256: 'b2'.repeat(32) }]
    return fixtureRelease({
      ...{ version, title: 'Segmentierungsverfahren'.repeat(5) },
      yanked: at < 2 - withdrawn ? null : { date: '2026-03-01', reason },
      license: { id: null, name: 'Licence'.repeat(12), url: null, commercialUse: 'ask' },
      results: [
        {
          task: null,
          dataset: 'data'.repeat(30),
          split: 'test',
          metric: 'Dice'.repeat(20),
          value: `0.${at}`,
        },
      ],
      downloads: [fixtureReleasedDownload({ path: `${id}/${version}/weights.tar.gz`, files })],
    })
  })
  return formatLockFile({ id, versions })
}

const STORES = {
  empty: { 'README.md': '---\ntitle: A new zoo\n---\n' },
  odd: {
    'README.md': [
      '---',
      'title: אוסף המודלים של המעבדה להדמיה רפואית ולעיבוד תמונה, שבו נמצאים כל המודלים שלנו',
      'logo: logo.png',
      'accent: "#ffd000"',
      `footer: '[Lab](https://lab.example) <script>alert(1)</script><img src=x onerror=alert(1)> ${'long'.repeat(40)}'`,
      '---',
      'מודלים לפילוח.',
    ].join('\n'),
    [`${LONG_ID}/README.md`]: `---\nlicense: other\nlicense_name: ${'Licence'.repeat(12)}\nlicense_link: https://lab.example/licence\n${LONG_WORDS}---\n# ${'Segmentierungsverfahren'.repeat(5)}\n\nFinds https://lab.example/${'long/'.repeat(40)} things.\n`,
    [`${LONG_ID}/weights/model.bin`]: 'x',
    'rtl/README.md':
      '---\nlicense: mit\nauthors: [דוד]\n---\n# רשת לפילוח הכבד\n\nמודל לפילוח.\n\n## נתונים\n\nעם `code` בתוכו.\n',
    'rtl/weights/model.bin': 'x',
    '../zoo.lock/rtl.json': recordOf('rtl', 1),
    '../zoo.lock/gone.json': recordOf('gone', 2),
  },
}

let running: RunningBrowser
const folder = freshFolder('odd-stores')
const servers = new Map<string, RunningServer>()

beforeAll(async () => {
  running = await startBrowser()
  for (const [name, files] of Object.entries(STORES)) {
    const zoo = join(folder.path, name, 'zoo')
    mkdirSync(zoo, { recursive: true })
    for (const [path, text] of Object.entries(files)) write(join(zoo, path), text)
    const background = { r: 176, g: 58, b: 72 }
    await sharp({ create: { width: 300, height: 60, channels: 3, background } }).toFile(join(zoo, 'logo.png'))
    const out = join(folder.path, name, 'dist')
    await buildStore({ zoo, out, cache: join(folder.path, name, 'cache'), url: 'http://127.0.0.1:8000' })
    servers.set(name, await startServer('serve', out))
  }
})
afterAll(async () => {
  await running.stop()
  for (const server of servers.values()) await server.stop()
  folder.remove()
})

const PAGES = [
  { name: 'empty', path: '' },
  { name: 'empty', path: '404.html' },
  { name: 'odd', path: '' },
  { name: 'odd', path: 'clients/' },
  { name: 'odd', path: `${LONG_ID}/` },
  { name: 'odd', path: 'rtl/' },
  { name: 'odd', path: 'rtl/0.8/' },
  { name: 'odd', path: `rtl/${LONG_VERSION}/` },
  { name: 'odd', path: 'gone/' },
  { name: 'odd', path: `gone/${LONG_VERSION}/` },
]

describe.each(PAGES)('the store "$name" at /$path', ({ name, path }) => {
  it.each(['light', 'dark'] as const)('can be read, fits and stays still: %s', async (colorScheme) => {
    const url = `${servers.get(name)!.origin}/${path}`
    await visit(running, url, { colorScheme, viewport: { width: 320, height: 640 } }, async (page) => {
      expect(await layoutShifts(page)).toEqual([])
      for (const width of [320, 390, 1440]) {
        await page.setViewportSize({ width, height: 900 })
        expect(await pageWidth(page)).toBeLessThanOrEqual(width)
      }
      expect(await axeFaults(page)).toEqual([])
    })
  })

  it('is valid HTML', async () => {
    const file = path.endsWith('.html') ? path : `${path}index.html`
    expect(await htmlFaults(path, readFileSync(join(folder.path, name, 'dist', file), 'utf8'))).toEqual([])
  })
})

describe('the owner’s look', () => {
  it('is on every page: the logo, the accent, and the foot as words alone', async () => {
    for (const path of ['', 'clients/', 'rtl/', '404.html']) {
      await visit(
        running,
        `${servers.get('odd')!.origin}/${path}`,
        { viewport: { width: 1440, height: 900 } },
        async (page) => {
          const logo = await page.locator('img.store-logo').boundingBox()
          expect(logo!.height).toBeGreaterThan(30)
          expect(logo!.height).toBeLessThan(40)
          expect(logo!.width / logo!.height).toBeCloseTo(5, 1)
          const link = page.getByRole('contentinfo').getByRole('link', { name: 'Lab' })
          expect(await link.getAttribute('href')).toBe('https://lab.example')
          expect(await page.getByRole('contentinfo').locator('img, script').count()).toBe(0)
          const accent = await page.evaluate(
            () => getComputedStyle(document.querySelector('.skip')!).backgroundColor,
          )
          expect(accent).not.toBe('rgb(43, 106, 77)')
        },
      )
    }
  })
})

it('prints what every version changed, also where the screen folds it', async () => {
  await visit(running, `${servers.get('odd')!.origin}/rtl/`, {}, async (page) => {
    const folded = page.locator('.version-changes details:not([open]) ul')
    expect(await folded.first().isVisible()).toBe(false)
    await page.emulateMedia({ media: 'print' })
    expect(await folded.first().isVisible()).toBe(true)
  })
})
