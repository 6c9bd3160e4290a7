import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slugOf } from '../../src/formats/slugs.ts'
import { isFolderName } from '../../src/zoo/names.ts'

describe('slugOf', () => {
  it.each([
    ['ct', 'ct'],
    ['Brain MRI', 'brain-mri'],
    ['image_segmentation', 'image-segmentation'],
    ['  -- 3D --  ', '3d'],
    ['v1.5', 'v1.5'],
    ['ＣＴ', 'ct'],
    ['x'.repeat(48), 'x'.repeat(48)],
  ])('spells %j as %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })

  it.each([
    ['license:mit', 'license-mit-lf3uap5s'],
    ['Größe', 'gro-e-5hcpomhm'],
    ['C++', 'c-tv1nh7lc'],
    ['c#', 'c-q3xjyq77'],
    ['../../etc/passwd', 'etc-passwd-jubfp4hm'],
    ['index.html', 'index-html-iy779a8y'],
    ['.hidden', 'hidden-pcx8leg5'],
    ['a/b', 'a-b-fpfmic0x'],
    ['mrt\u0000', 'mrt-8e6ll41m'],
    ['脑部', 'hpuf06vc'],
    ['🧠', 'yhs8clnz'],
    ['con', '8oy3y0x7'],
    ['-', 'hzj4ux45'],
    ['\ud800', 'vxsmrt56'],
    ['x'.repeat(49), 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-sh5yy287'],
  ])('adds a hash to what cannot be spelt: %j', (name, slug) => {
    expect(slugOf(name)).toBe(slug)
  })

  it('keeps apart what only looks alike without marks and signs', () => {
    const names = ['C', 'C++', 'C#', 'Ç', 'резекция', '脑部', '肝', '🧠', '🫀', 'a/b', 'a:b', 'a b']
    expect(new Set(names.map(slugOf)).size).toBe(names.length)
  })

  it('is one name of a folder on every system, and its own slug, for whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        const slug = slugOf(name)
        expect(slug).toMatch(/^[a-z0-9](?:[a-z0-9.-]{0,55}[a-z0-9])?$/)
        expect(slug).not.toMatch(/\.[^0-9]/)
        expect(isFolderName(slug)).toBe(true)
        expect(slugOf(slug)).toBe(slug)
      }),
    )
  })

  it('takes no longer for a long name of nothing but signs', () => {
    expect(slugOf('-. '.repeat(200_000)).length).toBeLessThan(60)
  })
})
