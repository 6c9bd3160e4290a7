import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { formatCard } from '../../src/contribute/card-text.ts'
import { placeDraft, placeInSteps } from '../../src/contribute/place-draft.ts'
import { readZoo } from '../../src/zoo/read.ts'
import { freshFolder } from '../lib/fresh-folder.ts'

const DRAFT = {
  id: 'liver',
  facts: { title: 'Liver', version: '1.0', license: 'mit', tags: [], citation: '' },
  prose: '# Liver\n\nFinds livers.',
  notes: [],
}

describe('a card', () => {
  it('holds its facts in their order, without empty ones, and keeps versions text', () => {
    expect(formatCard(DRAFT.facts, DRAFT.prose)).toBe(
      '---\ntitle: Liver\nversion: "1.0"\nlicense: mit\n---\n\n# Liver\n\nFinds livers.\n',
    )
  })
})

describe('placing a draft', () => {
  it('makes an entry that can be read, of copies', async () => {
    const dir = freshFolder()
    writeFileSync(join(dir, 'a.safetensors'), 'abc', { mode: 0o600 })
    const zooDir = join(dir, 'zoo')
    const files = [
      { path: 'weights/a.safetensors', from: join(dir, 'a.safetensors') },
      { path: 'weights/labels.txt', text: 'liver\n' },
    ]
    placeDraft({ ...DRAFT, files }, zooDir)
    const { entries, problems } = await readZoo(zooDir, 'zoo')
    expect(problems).toEqual([])
    expect(entries.map(({ id, title, version }) => [id, title, version])).toEqual([['liver', 'Liver', '1.0']])
    expect(readFileSync(join(zooDir, 'liver/weights/labels.txt'), 'utf8')).toBe('liver\n')
    expect(statSync(join(zooDir, 'liver/weights/a.safetensors')).mode & 0o777).toBe(0o644)
    expect(readdirSync(dir).sort()).toEqual(['a.safetensors', 'zoo'])
  })

  it('moves what is nobody else’s, and copies what is wanted twice', () => {
    const dir = freshFolder()
    mkdirSync(join(dir, 'unpacked'))
    mkdirSync(join(dir, 'unpacked-by-others'))
    const [own, others] = [join(dir, 'unpacked/a'), join(dir, 'unpacked-by-others/b')]
    writeFileSync(own, 'a', { mode: 0o600 })
    writeFileSync(others, 'b')
    const inode = statSync(own).ino
    const files = [
      { path: 'thumbnail.png', from: own },
      { path: 'weights/a', from: own },
      { path: 'weights/b', from: others },
    ]
    const steps = placeInSteps({ ...DRAFT, files }, join(dir, 'zoo'), join(dir, 'unpacked'))
    const copied = [...steps].reduce((sum, bytes) => sum + bytes, 0)
    expect(copied).toBeLessThan(3)
    const placed = join(dir, 'zoo/liver/weights/a')
    expect([statSync(placed).ino, statSync(placed).nlink, statSync(placed).mode & 0o777]).toEqual([
      inode,
      1,
      0o644,
    ])
    expect(readFileSync(join(dir, 'zoo/liver/thumbnail.png'), 'utf8')).toBe('a')
    expect([readdirSync(join(dir, 'unpacked')), readFileSync(others, 'utf8')]).toEqual([[], 'b'])
  })

  it('leaves nothing behind where a file cannot be copied', () => {
    const dir = freshFolder()
    mkdirSync(join(dir, 'zoo'))
    const files = [{ path: 'weights/a', from: join(dir, 'missing') }]
    expect(() => placeDraft({ ...DRAFT, files }, join(dir, 'zoo'))).toThrow('ENOENT')
    expect(readdirSync(join(dir, 'zoo'))).toEqual([])
    expect(readdirSync(dir)).toEqual(['zoo'])
  })

  it.each([
    ['an id that cannot be one', '../x', 'The id "../x"'],
    ['an entry of the same name in another case', 'LIVER', 'There is an entry "liver" already'],
  ])('refuses %s', (_, id, sentence) => {
    const zooDir = freshFolder()
    mkdirSync(join(zooDir, 'liver'))
    expect(() => placeDraft({ ...DRAFT, id, files: [] }, zooDir)).toThrow(sentence)
    expect(readdirSync(zooDir)).toEqual(['liver'])
  })
})
