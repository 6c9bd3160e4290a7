import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { editorFiles } from '../../../src/contribute/schemas/editor-files.ts'
import { cardJsonSchema, storeCardJsonSchema } from '../../../src/contribute/schemas/json-schemas.ts'
import { AUTHOR_HELP, CARD_HELP, DOWNLOAD_HELP, STORE_HELP } from '../../../src/contribute/schemas/key-help.ts'
import { cardSnippets } from '../../../src/contribute/schemas/snippets.ts'
import { cardSchema, downloadSchema, storeCardSchema } from '../../../src/zoo/card-schema.ts'
import { parseFrontMatter } from '../../../src/zoo/front-matter.ts'
import { CARD_KEYS, STORE_KEYS } from '../../../src/zoo/keys.ts'
import { parseCard } from '../../../src/zoo/card.ts'

const ROOT = join(import.meta.dirname, '../../..')
const ajv = new Ajv({ strict: true, allowUnionTypes: true })
const isCard = ajv.compile(cardJsonSchema())
const isStoreCard = ajv.compile(storeCardJsonSchema())

/** What strangers write in the place of anything. */
const VALUES: unknown[] = [
  ...['', ' ', 'text', '1.0', 'v1', '2026-11-20', '2026-13-40', 'MIT', 'mit', 'other', 'https://a.example/b.tar.gz'],
  ...['a'.repeat(64), 'A'.repeat(64), 'models', 'Models', 'nginx', '#2B6', '2b6a4d', 'a\nb', '\u202e', '\ud800'],
  ...['0000-0002-1825-0097', '10.1109/TMI.2018.2806309', 'a@b.example', 'logo.png', '../x'],
  ...[0, 1, 1.5, -1, 1e300, true, false, null, [], {}, [null], [[]], ['a', 1, true], [{}], [{ name: 'A' }]],
  ...[{ name: 'A' }, { name: 1 }, { name: null }, { type: 'x' }, { nane: 'A' }, [{ name: 'A', orcid: 'x' }]],
  ...[{ weights: null }, { weights: {} }, { weights: 'x' }, { weights: { url: 1 } }, { weights: { size: '1' } }],
  ...[{ weights: { sha256: 'A'.repeat(64) } }, { weights: { destination: 'Models' } }, { 'home-path': 'off' }],
  ...[{ weights: { mirrors: 'https://a.example/b' } }, { weights: { license: ['MIT', 'x'] } }, { 'a b': null }],
  ...[{ 'home-path': 'of' }, { weights: { license_name: 1 } }, { weights: { unknown: 1 } }],
]

describe('the files that editors read', () => {
  it.each(Object.entries(editorFiles()))('are what npm run schemas writes (%s)', (path, text) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text)
  })

  it('know every key, and no other', () => {
    expect(Object.keys(CARD_HELP).sort()).toEqual([...CARD_KEYS].sort())
    expect(Object.keys(STORE_HELP).sort()).toEqual([...STORE_KEYS].sort())
    expect(Object.keys(DOWNLOAD_HELP).sort()).toEqual(Object.keys(downloadSchema.shape).sort())
    const { properties } = cardJsonSchema() as { properties: Record<string, { description: string }> }
    expect(Object.keys(properties).sort()).toEqual([...CARD_KEYS].sort())
    expect(Object.values(properties).filter(({ description }) => description === '')).toEqual([])
    expect(JSON.stringify(cardJsonSchema())).toContain(JSON.stringify(AUTHOR_HELP['orcid']))
  })
})

describe('the schema of cards', () => {
  it('takes the cards of the sample zoo', () => {
    const cards = globSync('zoo/*/README.md', { cwd: ROOT })
    expect(cards.length).toBeGreaterThan(3)
    for (const path of cards) {
      isCard(parseFrontMatter(readFileSync(join(ROOT, path), 'utf8'), path).values)
      expect([path, isCard.errors]).toEqual([path, null])
    }
    const own = parseFrontMatter(readFileSync(join(ROOT, 'zoo/README.md'), 'utf8'), 'zoo/README.md')
    expect(isStoreCard(own.values)).toBe(true)
  })

  it.each(CARD_KEYS)('refuses no %s that the build takes', (key) => {
    for (const value of VALUES)
      if (cardSchema.safeParse({ [key]: value }).success)
        expect([value, isCard({ [key]: value }), isCard.errors]).toEqual([value, true, null])
  })

  it.each(STORE_KEYS.filter((key) => key !== 'checks'))('refuses no %s of a store that the build takes', (key) => {
    for (const value of VALUES)
      if (storeCardSchema.safeParse({ [key]: value }).success)
        expect([value, isStoreCard({ [key]: value }), isStoreCard.errors]).toEqual([value, true, null])
  })

  it.each(Object.keys(downloadSchema.shape))('refuses no %s of a section that the build takes', (key) => {
    for (const value of VALUES)
      if (downloadSchema.safeParse({ [key]: value }).success)
        expect([value, isCard({ downloads: { a: { [key]: value } } })]).toEqual([value, true])
  })

  it.each([
    { version: 1.1 },
    { version: 'v1' },
    { date_released: '20.11.2026' },
    { authors: [{ nane: 'A' }] },
    { authors: [{ name: 'A', orcid: '1' }] },
    { title: ['A'] },
    { downloads: { weights: { destination: 'Models' } } },
    { downloads: { weights: { sha256: 'abc' } } },
    { downloads: { weights: { size: '12' } } },
    { downloads: { weights: { locl_id: 'x' } } },
    { downloads: [] },
  ])('refuses %j, as the build does', (values) => {
    expect(isCard(values)).toBe(false)
    expect(cardSchema.safeParse(values).success).toBe(false)
  })

  it.each([{ host: 'Nginx' }, { accent: '2b6a4d' }, { checks: { 'home-path': 'of' } }])(
    'of a store refuses %j',
    (values) => {
      expect(isStoreCard(values)).toBe(false)
    },
  )
})

describe('a snippet', () => {
  const filled = Object.entries(cardSnippets()).map(([name, { body }]) => [name, fill(body.join('\n'))] as const)

  it.each(filled)('(%s) is front matter that can be read', (name, text) => {
    const { problems } = parseFrontMatter(name === 'Model card' ? text : `---\n${text}\n---\n`, 'x')
    expect(problems).toEqual([])
  })

  it('of a whole card makes a card without a mistake', () => {
    const [, text = ''] = filled.find(([name]) => name === 'Model card') ?? []
    expect(parseCard(text, 'x').problems).toEqual([])
  })
})

/** As VS Code puts it in, with the first choice everywhere. */
function fill(body: string): string {
  return body
    .replaceAll(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replaceAll('$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE', '2026-11-20')
    .replaceAll(/\$\{\d+:([^}]*)\}/g, '$1')
    .replaceAll(/\$\d/g, '')
}
