import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatLockFile, parseLockFile } from '../../src/release/lock-file.ts'
import type { ReleasedDownload } from '../../src/store.ts'
import { formatProblem } from '../../src/zoo/problem.ts'
import { lockOf, releasedDownload, releasedSingles, releasedVersion, SUM } from './released.ts'

const PLACE = { id: 'liver', file: 'zoo.lock/liver.json' }
const TEXT = formatLockFile(lockOf('1.0', '1.1'))
const parse = (text: string) => parseLockFile(text, PLACE)
const problems = (text: string) => parse(text).problems.map(formatProblem)

describe('formatLockFile', () => {
  it('writes one released file a line, and names the version in each', () => {
    const short = TEXT.replaceAll(SUM, 'a1…')
      .replaceAll(/\{"id":"mit".*?\}/g, '{…}')
      .replaceAll(/\[\{"task".*?\}\]/g, '[…]')
    expect(short).toMatchInlineSnapshot(`
      "{
      "formatVersion": 1,
      "id": "liver",
      "versions": [
      { "version": "1.0", "date": "2026-11-20", "yanked": null,
        "of": "1.0", "title": "Liver", "license": {…}, "results": […], "downloads": [
          { "of": "1.0", "section": "weights", "path": "liver/1.0/weights.tar.gz", "url": null, "size": 98, "sha256": "a1…", "files": [
            { "of": "1.0/weights", "path": "model.bin", "size": 3, "sha256": "a1…" } ] } ] }
      , { "version": "1.1", "date": "2026-11-20", "yanked": null,
        "of": "1.1", "title": "Liver", "license": {…}, "results": […], "downloads": [
          { "of": "1.1", "section": "weights", "path": "liver/1.1/weights.tar.gz", "url": null, "size": 98, "sha256": "a1…", "files": [
            { "of": "1.1/weights", "path": "model.bin", "size": 3, "sha256": "a1…" } ] } ] }
      ]
      }
      "
    `)
  })

  it('gives no two versions a line in common, so that git can keep both of two', () => {
    const lines = TEXT.split('\n').slice(4, -3)
    expect(lines).toHaveLength(8)
    expect(new Set(lines)).toHaveLength(8)
  })

  it('writes what lies beside the archives into a line that is there without it', () => {
    const first = releasedVersion('1.0', releasedSingles('1.0'))
    const lines = formatLockFile(lockOf(first, '1.1')).split('\n')
    const changed = lines.filter((line) => !TEXT.split('\n').includes(line))
    expect([lines.length, changed]).toEqual([
      TEXT.split('\n').length,
      [expect.stringMatching(/^ {2}"of": "1\.0", .*"torchHub": \{.*"monai": \{.*"downloads": \[$/)],
    ])
  })

  it('puts the oldest version first, whatever the order was', () => {
    expect(formatLockFile(lockOf('1.1', '1.0'))).toBe(TEXT)
  })
})

describe('parseLockFile', () => {
  const text = fc
    .string({ unit: 'grapheme', maxLength: 20 })
    .filter((one) => !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(one))
  const version = fc.record({
    yanked: fc.option(fc.record({ date: fc.constant('2026-11-21'), reason: text.map((one) => `x${one}`) })),
    title: text,
    results: fc.array(
      fc.record({ task: fc.option(text), dataset: text, split: fc.option(text), metric: text, value: text }),
    ),
    downloads: fc.constantFrom<ReleasedDownload[]>(
      [],
      [releasedDownload('1.0')],
      [releasedDownload('1.0', { files: [] })],
      [releasedDownload('1.0', { path: null, url: 'https://files.example/a.tar.gz', files: null })],
      [releasedDownload('1.0'), releasedDownload('1.0', { section: 'data', path: 'liver/1.0/data.tar.gz' })],
    ),
  })

  it('reads back whatever was written', () => {
    fc.assert(
      fc.property(version, (changes) => {
        const lock = lockOf(releasedVersion('1.0', changes), '2.0')
        expect(parse(formatLockFile(lock))).toEqual({ lock, problems: [] })
      }),
    )
  })

  it.each([
    [releasedSingles('1.0')],
    [{ torchHub: releasedSingles('1.0').torchHub }],
    [{ monai: releasedSingles('1.0').monai }],
  ])('reads back what lies beside the archives: %j', (singles) => {
    const lock = lockOf(releasedVersion('1.0', singles), '2.0')
    expect(parse(formatLockFile(lock))).toStrictEqual({ lock, problems: [] })
  })

  it.each<[string, string, string]>([
    ['out of the version', 'liver/1.0/liver.zip', 'liver/1.0/../x.zip'],
    ['of another version', 'liver/1.0/liver.zip', 'liver/1.1/liver.zip'],
    ['of an archive', 'liver/1.0/liver.zip', 'liver/1.0/Weights.tar.gz'],
    ['of another file beside it', 'liver/1.0/liver.zip', releasedSingles('1.0').torchHub.path],
  ])('refuses a path beside the archives that is one %s', (_what, good, bad) => {
    const text = formatLockFile(lockOf(releasedVersion('1.0', releasedSingles('1.0'))))
    const { lock, problems: found } = parse(text.replace(good, bad))
    expect([lock, found.map(({ line }) => line)]).toEqual([null, [6]])
  })

  it('takes versions in any order, as a merge may leave them', () => {
    const [head, first, second] = TEXT.split(/(?=\n, \{)|(?<=\[\n)(?=\{ "version")/)
    const swapped = `${head}${second!.replace('\n]\n}\n', '').replace('\n, ', '')}\n, ${first}\n]\n}\n`
    expect(parse(swapped).lock?.versions.map(({ version }) => version)).toEqual(['1.0', '1.1'])
  })

  it.each<[string, string, string, number]>([
    ['a size that is text', '"size": 98', '"size": "98"', 7],
    ['a size below zero', '"size": 3', '"size": -3', 8],
    ['a sum in upper case', SUM, SUM.toUpperCase(), 7],
    ['a day that is none', '"date": "2026-11-20"', '"date": "2026-02-31"', 5],
    ['a key that nobody knows', '"title": "Liver"', '"title": "Liver", "run": "rm"', 5],
    ['an address that is a script', 'https://spdx.org', 'javascript:spdx.org', 6],
    ['a path out of the entry', 'liver/1.0/weights.tar.gz', 'liver/1.0/../../x.tar.gz', 7],
    ['a path of another version', 'liver/1.0/weights.tar.gz', 'liver/2.0/weights.tar.gz', 7],
    ['a file out of the archive', '"path": "model.bin"', '"path": "../model.bin"', 8],
    ['a path and an address', '"url": null', '"url": "https://files.example/a"', 7],
    ['a line of another version', '"of": "1.0/weights"', '"of": "1.1/weights"', 8],
    ['a version that is there twice', '"version": "1.1"', '"version": "1.0"', 9],
    ['another id', '"id": "liver"', '"id": "spleen"', 3],
    ['a newer format', '"formatVersion": 1', '"formatVersion": 2', 2],
    ['hidden characters', '"Liver"', '"Li\u202ever"', 6],
    ['a comma too much', '"yanked": null,', '"yanked": null,,', 5],
  ])('refuses %s, and names the line', (_what, good, bad, line) => {
    const { lock, problems: found } = parse(TEXT.replace(good, bad))
    expect([lock, found.map((problem) => problem.line)]).toEqual([null, expect.arrayContaining([line])])
  })

  it('says what a merge left unfinished', () => {
    expect(problems(TEXT.replace('\n, {', '\n<<<<<<< HEAD\n, {'))).toEqual([
      'zoo.lock/liver.json:9: The file holds marks of a merge that git could not finish. Keep the versions of both sides, each with all of its lines, and take the marks out.',
    ])
  })

  it('says who writes the file', () => {
    expect(problems(TEXT.replace('"of": "1.0/weights"', '"of": "1.1/weights"'))).toEqual([
      'zoo.lock/liver.json:8: This line is one of "1.1/weights" and stands somewhere else, as after a merge that went wrong. Only npm run release writes this file: restore it with git.',
    ])
  })

  it.each([
    '',
    '[]',
    'null',
    '{}',
    '{"versions":[]}',
    '['.repeat(100),
    '{"formatVersion":1,"id":"liver","versions":[]}',
  ])('refuses %j', (text) => {
    expect(parse(text).lock).toBe(null)
    expect(parse(text).problems).not.toEqual([])
  })
})
