import { linkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readFolders } from '../../src/zoo/folder.ts'
import { readZoo } from '../../src/zoo/read.ts'
import { formatProblem } from '../../src/zoo/problem.ts'
import { card, problemsIn, writeZoo } from './folders.ts'

const FILES = {
  'a/README.md': card('license: mit'),
  'a/weights/x': 'x',
  'b/README.md': card('license: mit'),
  'b/weights/x': 'x',
  'b/weights/z': 'z',
}
const HARD_LINK =
  "This file has a second name elsewhere (a hard link), so it may not be the entry's own. Put a copy in its place; if you made the link yourself, run the command with --allow-hard-links."

describe('a file with a second name', () => {
  it('outside the zoo is refused and not read', async () => {
    const zooDir = writeZoo(FILES)
    const outside = writeZoo({ secret: 'x' })
    linkSync(join(outside, 'secret'), join(zooDir, 'a/weights/leak'))
    expect(await problemsIn(zooDir)).toEqual([`zoo/a/weights/leak: ${HARD_LINK}`])
    const { entries } = await readZoo(zooDir, 'zoo')
    expect(entries[0]?.sections[0]?.files?.map(({ path }) => path)).toEqual(['x'])
  })

  it('in another entry is refused in both', async () => {
    const zooDir = writeZoo(FILES)
    linkSync(join(zooDir, 'b/weights/x'), join(zooDir, 'a/weights/y'))
    expect(await problemsIn(zooDir)).toEqual([
      `zoo/a/weights/y: ${HARD_LINK}`,
      `zoo/b/weights/x: ${HARD_LINK}`,
    ])
  })

  it('is published where the owner of the machine allows it', async () => {
    const zooDir = writeZoo(FILES)
    linkSync(join(zooDir, 'b/weights/x'), join(zooDir, 'a/weights/y'))
    const { problems, entries } = await readZoo(zooDir, 'zoo', { allowHardLinks: true })
    expect(problems.map(formatProblem)).toEqual([])
    expect(entries[0]?.sections[0]?.files?.map(({ path }) => path)).toEqual(['x', 'y'])
  })

  it('is none of the git files, which are never published', async () => {
    const zooDir = writeZoo(FILES)
    writeFileSync(join(zooDir, 'a/.gitattributes'), '')
    linkSync(join(zooDir, 'a/.gitattributes'), join(zooDir, 'b/.gitattributes'))
    expect(await problemsIn(zooDir)).toEqual([])
  })

  it('is found among many that have one', () => {
    const files = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`a/weights/${i}`, 'x']))
    const zooDir = writeZoo({ ...FILES, ...files })
    linkSync(join(zooDir, 'a/weights/200'), join(zooDir, 'elsewhere'))
    const [a] = readFolders(zooDir, 'zoo')
    expect(a?.problems.map(({ file }) => file)).toEqual(['zoo/a/weights/200'])
    expect(a?.files).toHaveLength(301)
  })
})
