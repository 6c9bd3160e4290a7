import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/lib/hash.ts'
import { openLedgers } from '../../src/pack/ledgers.ts'
import { modelSvg, storeSvg, type ModelWords } from '../../src/pack/preview/draw.ts'
import { breakLines, drawable, outline } from '../../src/pack/preview/outline.ts'
import { ENGINE, makeModelPreview, makeStorePreview } from '../../src/pack/preview/preview.ts'
import { fixtureStore, HOSTILE } from '../fixtures/store.ts'
import { freshFolder } from '../lib/fresh-folder.ts'
import { entryOf } from './sample.ts'

const WORDS: ModelWords = {
  store: 'The zoo',
  title: 'Liver on CT',
  id: 'liver',
  facts: ['Segmentation', 'MIT'],
}
const TITLE = '600-normal'

function paths(svg: string): number {
  return svg.match(/<path /g)?.length ?? 0
}

describe('a drawn picture', () => {
  it.each<[string, ModelWords]>([
    ['plain', WORDS],
    ['hostile', { store: HOSTILE, title: HOSTILE, id: 'x', facts: [HOSTILE] }],
    ['empty', { store: '', title: '', id: 'x', facts: [] }],
    [
      'endless',
      { store: 'x'.repeat(1e5), title: 'a '.repeat(1e5), id: 'x'.repeat(100), facts: ['x'.repeat(1e5)] },
    ],
  ])('holds outlines alone, and no text that a font of the machine would be asked for: %s', (_, words) => {
    const svg = modelSvg(words)
    expect(svg).not.toMatch(/<text|font|NaN|href|style/)
    expect(svg.replaceAll(/ d="[MLQCZ0-9. e-]*"/g, '')).toMatch(/^(<[a-z/][^<>&]*>)+$/)
    expect(svg.length).toBeLessThan(500_000)
  })

  it('says the same of a store', () => {
    const svg = storeSvg({ title: HOSTILE, message: HOSTILE, address: 'lab.example/zoo' })
    expect(svg).not.toMatch(/<text|NaN/)
  })

  it('shows the id in place of a title that the typeface cannot write, once', () => {
    expect(modelSvg({ ...WORDS, title: 'כבד' })).toBe(modelSvg({ ...WORDS, title: '肝臓' }))
    expect(paths(modelSvg(WORDS)) - paths(modelSvg({ ...WORDS, title: 'כבד' }))).toBe(1)
  })
})

describe('drawable', () => {
  it.each([
    ['Łódź — Печень, Ελληνικά, ệ', 'Łódź — Печень, Ελληνικά, ệ'],
    [' a\n\u202eb 🧠 c ', 'a b c'],
    ['e\u0301', 'é'],
    ['כבד', null],
    ['Liver 肝', null],
    ['🧠', null],
    ['', null],
  ])('of %j: %j', (text, expected) => {
    expect(drawable(text, TITLE)).toBe(expected)
  })
})

describe('breakLines', () => {
  const lines = (text: string, most = 3) => breakLines(text, { width: 300, most, size: 40, style: TITLE })

  it('breaks behind blanks, hyphens and underscores, and inside what is too long', () => {
    expect(lines('Segments the liver').lines).toEqual(['Segments the', 'liver'])
    expect(lines('dense_vnet_abdominal_ct').lines).toEqual(['dense_vnet_', 'abdominal_ct'])
    expect(lines('m'.repeat(12)).lines).toEqual(['m'.repeat(7), 'm'.repeat(5)])
  })

  it('ends with an ellipsis where lines run out', () => {
    const { lines: found, isWhole } = lines('Segments the liver and the spleen and the kidneys', 2)
    expect([found.length, found[1]!.endsWith('…'), isWhole]).toEqual([2, true, false])
  })
})

it('an outline says where, and in how many steps, with numbers alone', () => {
  expect(outline('a', { x: 1, y: 2, size: 10, style: TITLE }, '#000')).toMatch(
    /^<path fill="#000" transform="translate\(1 2\)" d="M[-0-9. MLQCZ]+"\/>$/,
  )
})

describe('pictures for previews', () => {
  const picture = join(import.meta.dirname, '../fixtures/zoo/spleen_unet/thumbnail.png')
  const thumbnail = { path: picture, sha256: sha256(readFileSync(picture)) }
  const freshCache = () => {
    const cacheDir = freshFolder()
    return { cacheDir, ledgers: openLedgers({ cacheDir, zooDir: cacheDir }) }
  }

  it('are JPEG of 1200 by 630 pixels, made once, and anew for other words', async () => {
    const cache = freshCache()
    const make = (title: string, storeTitle = 'The zoo') =>
      makeModelPreview(entryOf({ title }), thumbnail, { ...cache, storeTitle })
    const first = await make('Liver')
    const { format, width, height } = await sharp(first.path).metadata()
    expect([format, width, height, first.reused]).toEqual(['jpeg', 1200, 630, false])
    expect(await make('Liver')).toEqual({ ...first, reused: true })
    const others = [await make('Spleen'), await make('Liver', 'Another zoo')]
    expect(new Set([first, ...others].map(({ path }) => path)).size).toBe(3)
  })

  it('exist of a store', async () => {
    const { path } = await makeStorePreview(fixtureStore().site, freshCache())
    expect((await sharp(path).metadata()).width).toBe(1200)
  })

  it('are cached under the names of what draws them', () => {
    const require = createRequire(import.meta.url)
    const versionOf = (path: string) => (require(path) as { version: string }).version
    expect(ENGINE.split(' ').slice(1)).toEqual([
      `sharp-${sharp.versions.sharp}`,
      `opentype.js-${versionOf('opentype.js/package.json')}`,
      `source-serif-4-${versionOf('@fontsource/source-serif-4/package.json')}`,
    ])
  })
})
