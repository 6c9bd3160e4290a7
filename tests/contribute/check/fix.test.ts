import { existsSync, lstatSync, readFileSync, symlinkSync, chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fixFolders, fixStoreCard } from '../../../src/contribute/check/fix.ts'
import { fixText } from '../../../src/contribute/check/fix-text.ts'
import { replaceFile } from '../../../src/contribute/check/replace-file.ts'
import { parseCard } from '../../../src/zoo/card.ts'
import { readFolders } from '../../../src/zoo/folder.ts'
import { UserError } from '../../../src/lib/user-error.ts'
import { card, GOOD, writeZoo } from '../../zoo/folders.ts'

const problemsOf = (text: string) => parseCard(text, 'x').problems
const BAD =
  '---\n# ours\nlicence:   MIT License # free\nversion: 1.10\ntags: [a,  b]\n---\n# A\n\nlicence: stays\n'
const MENDED =
  '---\n# ours\nlicense:   mit # free\nversion: "1.10"\ntags: [a,  b]\n---\n# A\n\nlicence: stays\n'

function fix(zooDir: string, write = true) {
  return fixFolders(readFolders(zooDir, 'zoo'), { write })
}

describe('fixText', () => {
  it('changes what is wrong and nothing else', () => {
    expect(fixText(BAD, 'x', problemsOf)).toEqual({
      text: MENDED,
      changes: [
        {
          file: 'x',
          action: 'line',
          line: 3,
          before: 'licence:   MIT License # free',
          after: 'license:   mit # free',
        },
        { file: 'x', action: 'line', line: 4, before: 'version: 1.10', after: 'version: "1.10"' },
      ],
    })
  })

  it('has nothing to do the second time', () => {
    expect(fixText(MENDED, 'x', problemsOf)).toEqual({ text: MENDED, changes: [] })
  })

  it('mends several places of one line', () => {
    const text = card(
      'license: mit',
      'authors: [{nane: A, orcid: "0000000218250097"}, {name: B, orcd: null}]',
    )
    expect(fixText(text, 'x', problemsOf).text).toContain(
      'authors: [{name: A, orcid: 0000-0002-1825-0097}, {name: B, orcid: null}]',
    )
  })

  it('takes out a byte order mark and line ends of Windows', () => {
    const { text, changes } = fixText(
      `\uFEFF${card('license: mit').replaceAll('\n', '\r\n')}`,
      'x',
      problemsOf,
    )
    expect(text).toBe(card('license: mit'))
    expect(changes.map(({ action }) => action)).toEqual(['byte-order-mark', 'line-ends'])
  })

  it.each([
    ['does not know which key is meant', card('license: mit', 'title: A', 'titel: B')],
    ['does not know which version is meant', card('license: CC-BY')],
    ['cannot read the YAML', card('title: A: B', 'licence: mit')],
    ['finds a value of several lines', card('license: |', '  MIT License')],
  ])('leaves a card alone where it %s', (_, text) => {
    expect(fixText(text, 'x', problemsOf)).toEqual({ text, changes: [] })
  })
})

describe('fixFolders', () => {
  it('mends cards in place, with their modes', () => {
    const zooDir = writeZoo({ ...GOOD.card, 'liver/README.md': BAD })
    const path = join(zooDir, 'liver/README.md')
    chmodSync(path, 0o640)
    expect(fix(zooDir).changes).toHaveLength(2)
    expect(readFileSync(path, 'utf8')).toBe(MENDED)
    expect(lstatSync(path).mode & 0o777).toBe(0o640)
    expect(readFolders(zooDir, 'zoo')[0]?.files.map((file) => file.path)).toEqual([
      'README.md',
      'weights/model.safetensors',
    ])
  })

  it('changes nothing where it only shows', () => {
    const zooDir = writeZoo({ 'liver/README.md': BAD, 'liver/.DS_Store': '' })
    expect(fix(zooDir, false).changes).toHaveLength(3)
    expect(readFileSync(join(zooDir, 'liver/README.md'), 'utf8')).toBe(BAD)
    expect(existsSync(join(zooDir, 'liver/.DS_Store'))).toBe(true)
  })

  it('removes litter of these very names', () => {
    const kept = ['weights/thumbs.dbx', '__MACOSX/mine.bin', '.env', 'weights/._a']
    const litter = ['.DS_Store', 'weights/Thumbs.db', 'weights/desktop.ini', '__MACOSX/._a', '__MACOSX/d/._b']
    const files = [...kept, ...litter].map((path) => [`liver/${path}`, 'x'] as const)
    const zooDir = writeZoo({ ...GOOD.card, ...Object.fromEntries(files) })
    expect(fix(zooDir).changes.map(({ file, action }) => [file, action])).toEqual(
      litter.map((path) => [`zoo/liver/${path}`, 'removed']).sort(),
    )
    expect(litter.filter((path) => existsSync(join(zooDir, 'liver', path)))).toEqual([])
    expect(kept.filter((path) => !existsSync(join(zooDir, 'liver', path)))).toEqual([])
    expect(existsSync(join(zooDir, 'liver/__MACOSX/d'))).toBe(false)
  })

  it('removes the folder of macOS where nothing is left in it', () => {
    const zooDir = writeZoo({ ...GOOD.card, 'liver/__MACOSX/._a': 'x' })
    fix(zooDir)
    expect(existsSync(join(zooDir, 'liver/__MACOSX'))).toBe(false)
  })

  it.each(['liver/weights/link', 'liver/link'])('leaves a folder alone that holds a link (%s)', (link) => {
    const zooDir = writeZoo({ ...GOOD.card, 'liver/README.md': BAD, 'liver/.DS_Store': '' })
    symlinkSync('/etc', join(zooDir, link))
    const { changes, refusals } = fix(zooDir)
    expect(changes).toEqual([])
    expect(refusals).toEqual([expect.stringContaining('zoo/liver holds a link or a special file')])
    expect(readFileSync(join(zooDir, 'liver/README.md'), 'utf8')).toBe(BAD)
    expect(existsSync(join(zooDir, 'liver/.DS_Store'))).toBe(true)
  })

  it.each(['folder', 'card'])('never follows a link in the place of a %s', (what) => {
    const elsewhere = writeZoo({ 'a/README.md': BAD })
    const zooDir = writeZoo({ 'b/weights/a.bin': 'x' })
    symlinkSync(
      join(elsewhere, what === 'card' ? 'a/README.md' : 'a'),
      join(zooDir, what === 'card' ? 'b/README.md' : 'a'),
    )
    expect(fix(zooDir).changes).toEqual([])
    expect(readFileSync(join(elsewhere, 'a/README.md'), 'utf8')).toBe(BAD)
  })

  it('mends cards of other layouts and the store card', () => {
    const zooDir = writeZoo({
      ...GOOD.digits,
      'lenet/README.md': BAD,
      'README.md': '---\nacent: "#111111"\n---\n',
    })
    expect(fix(zooDir).changes).toHaveLength(2)
    expect(fixStoreCard({ zooDir, label: 'zoo' }, { write: true })).toHaveLength(1)
    expect(readFileSync(join(zooDir, 'README.md'), 'utf8')).toBe('---\naccent: "#111111"\n---\n')
  })
})

describe('replaceFile', () => {
  it('keeps what somebody wrote meanwhile', () => {
    const path = join(writeZoo({ 'a/README.md': 'old' }), 'a/README.md')
    const seen = lstatSync(path)
    writeFileSync(path, 'newer')
    expect(() => replaceFile(path, 'mine', seen)).toThrow(UserError)
    expect(readFileSync(path, 'utf8')).toBe('newer')
    expect(existsSync(join(path, '../.zoopress-fix.tmp'))).toBe(false)
  })
})
