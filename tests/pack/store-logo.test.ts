import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { publishLogo } from '../../src/pack/store-logo.ts'
import { formatProblem } from '../../src/zoo/problem.ts'
import { freshFolder } from '../lib/fresh-folder.ts'

const picture = () => sharp({ create: { width: 120, height: 40, channels: 3, background: 'teal' } })

async function logo(name: string, content: string | Uint8Array) {
  const zooDir = freshFolder()
  writeFileSync(join(zooDir, name), content)
  return publishLogo(name, { zooDir, label: 'zoo' })
}

describe('the logo of a store', () => {
  it('is published as it is, under a name that changes with it', async () => {
    const bytes = await picture().png().toBuffer()
    const made = await logo('Our Logo.PNG', bytes)
    expect(made.logo).toEqual({
      source: 'Our Logo.PNG',
      path: expect.stringMatching(/^media\/logo-[0-9a-f]{8}\.png$/) as string,
      width: 120,
      height: 40,
    })
    expect(made.placements).toMatchObject([{ to: made.logo!.path, how: 'copy', size: bytes.length }])
    const other = await logo('Our Logo.PNG', await picture().negate().png().toBuffer())
    expect(other.logo!.path).not.toBe(made.logo!.path)
  })

  it('may be missing', async () => {
    const nothing = { logo: null, placements: [], problems: [] }
    expect(await publishLogo(null, { zooDir: '/nowhere', label: 'zoo' })).toEqual(nothing)
  })

  it.each([
    ['logo.png', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', /^This is not a PNG, JPEG/],
    ['logo.html', picture().png(), /^This is a PNG picture under another name\./],
    ['logo.gif', picture().gif(), /^A logo must stand still: save it as PNG, JPEG or WebP\.$/],
    [
      'logo.png',
      new Uint8Array(512 * 1024 + 1),
      /^The logo has more than 512 KiB and stands on every page\./,
    ],
    ['logo.png', picture().resize(5000, 2).png(), /^The picture is 5000 by 2 pixels;/],
  ])('is refused as %s where it is none', async (name, content, fault) => {
    const bytes =
      typeof content === 'string' || content instanceof Uint8Array ? content : await content.toBuffer()
    const { logo: shown, placements, problems } = await logo(name, bytes)
    expect([shown, placements]).toEqual([null, []])
    expect(problems).toMatchObject([
      { file: `zoo/${name}`, severity: 'error', message: expect.stringMatching(fault) as string },
    ])
  })

  it('is refused where there is no file of this name: nothing, a folder, a link', async () => {
    const zooDir = freshFolder()
    mkdirSync(join(zooDir, 'folder.png'))
    writeFileSync(join(zooDir, 'picture.png'), await picture().png().toBuffer())
    symlinkSync('picture.png', join(zooDir, 'link.png'))
    for (const name of ['none.png', 'folder.png', 'link.png']) {
      const { problems } = await publishLogo(name, { zooDir, label: 'zoo' })
      expect(problems.map(formatProblem)).toEqual([
        `zoo/${name}: The store's card names this file as "logo", and there is none. Put the picture there.`,
      ])
    }
  })
})
