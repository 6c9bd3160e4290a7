import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { generateZoo, wholeNumber } from '../../../scripts/bench/generate-zoo.ts'
import { zooFiles } from '../../../scripts/bench/zoo-files.ts'
import { sha256 } from '../../../src/lib/hash.ts'
import { listFiles } from '../../../src/lib/files.ts'
import { readZoo } from '../../../src/zoo/read.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { problemsIn } from '../../zoo/folders.ts'

const OPTIONS = { entries: 60, files: 9, bytes: 5_000_000, pictures: 2, side: 32 }

function digestOf(options: Parameters<typeof zooFiles>[0]): string {
  const texts = [...zooFiles(options)].map(({ path, content }) => {
    const chunks = typeof content === 'string' || content instanceof Uint8Array ? [content] : content
    return [path, ...Array.from(chunks, (chunk) => sha256(Buffer.from(chunk)))].join(' ')
  })
  return sha256(Buffer.from(texts.join('\n')))
}

describe('a generated zoo', () => {
  it('is fit to be published', async () => {
    const zooDir = join(freshFolder(), 'zoo')
    const wrote = generateZoo(zooDir, OPTIONS)
    expect(await problemsIn(zooDir)).toEqual([])
    expect(wrote.files).toBe(listFiles(zooDir).length)
  })

  it('holds entries of all layouts, pictures and weights', async () => {
    const zooDir = join(freshFolder(), 'zoo')
    generateZoo(zooDir, OPTIONS)
    const { entries } = await readZoo(zooDir, 'zoo')
    const count = (layout: string) => entries.filter((entry) => entry.layout === layout).length
    expect({ card: count('card'), digits: count('digits'), nnunet: count('nnunet') }).toEqual({
      card: 51,
      digits: 6,
      nnunet: 3,
    })
    expect(entries.filter(({ thumbnail }) => thumbnail !== null)).toHaveLength(2)
    const sizes = entries.flatMap(({ sections }) => sections.flatMap(({ files }) => files ?? []))
    expect(Math.max(...sizes.map(({ size }) => size))).toBe(OPTIONS.bytes)
  })

  it.each([1, 9])('has one file more than %d in each entry, unless the layout needs more', (files) => {
    const paths = [...zooFiles({ entries: 60, files })].map(({ path }) => path.split('/')[0]!)
    const counts = Map.groupBy(paths.slice(1), (id) => id)
    const cards = [...counts].filter(([id]) => !/^(digits|Dataset)/.test(id))
    expect(new Set(cards.map(([, list]) => list.length))).toEqual(new Set([files + 1]))
    expect(Math.max(...[...counts.values()].map((list) => list.length))).toBe(Math.max(files + 1, 6))
  })

  it('has cards of two to three kilobytes, no two alike', () => {
    const cards = [...zooFiles({ entries: 200 })].filter(({ path }) => path.endsWith('/README.md'))
    const texts = cards.map(({ content }) => content as string)
    expect(new Set(texts).size).toBe(texts.length)
    expect(Math.min(...texts.map((text) => text.length))).toBeGreaterThan(2000)
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThan(3500)
  })

  it('is the same for the same seed, and another for another', () => {
    const digests = [OPTIONS, OPTIONS, { ...OPTIONS, seed: 2 }].map(digestOf)
    expect(digests[1]).toBe(digests[0])
    expect(digests[2]).not.toBe(digests[0])
  })

  it('is never written over what exists', () => {
    const dir = freshFolder()
    expect(() => generateZoo(dir, OPTIONS)).toThrow('exists already. Remove it, or name another folder.')
    expect(existsSync(join(dir, 'README.md'))).toBe(false)
  })
})

describe('wholeNumber', () => {
  it.each(['', '-1', '1.5', 'ten', '1e3'])('refuses %j', (text) => {
    expect(() => wholeNumber('entries', text)).toThrow('--entries must be a whole number.')
  })
})
