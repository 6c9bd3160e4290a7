import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contrast } from '../../src/lib/colour.ts'
import { accentColours, GROUNDS, LEAST_CONTRAST } from '../../src/zoo/accent.ts'

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

describe('an accent', () => {
  it('can be read in both themes, whatever colour is stated', () => {
    fc.assert(
      fc.property(colour, (stated) => {
        const themes = accentColours(stated)
        for (const theme of ['light', 'dark'] as const) {
          const { accent, onAccent, wash } = themes[theme]
          const { paper, surface, ink } = GROUNDS[theme]
          const found = [paper, surface, wash, onAccent].map((ground) => contrast(accent, ground))
          expect(Math.min(...found)).toBeGreaterThanOrEqual(LEAST_CONTRAST)
          expect(contrast(ink, wash)).toBeGreaterThanOrEqual(7)
        }
      }),
    )
  })

  it.each([
    ['#2b6a4d', '#2b6a4d', 'shown as it is on light paper'],
    ['#ffee00', '#766e0a', 'made darker'],
    ['#ffffff', '#6c6c6c', 'a grey where it has no hue'],
  ])('%s is %s: %s', (stated, light) => {
    expect(accentColours(stated).light.accent).toBe(light)
  })

  it('is lighter in the dark, and kept where it is light enough', () => {
    const [green, pale] = ['#2b6a4d', '#7cc7a2'].map((stated) => accentColours(stated).dark.accent)
    expect(contrast(green!, GROUNDS.dark.paper)).toBeGreaterThan(contrast('#2b6a4d', GROUNDS.dark.paper))
    expect(pale).toBe('#7cc7a2')
  })

  it('reckons with the grounds that the style sheet has', () => {
    const tokens = readFileSync(join(import.meta.dirname, '../../src/site/styles/tokens.css'), 'utf8')
    const short = (value: string) => value.replace(/^#(\w)\1(\w)\2(\w)\3$/, '#$1$2$3')
    for (const name of ['paper', 'surface', 'ink'] as const)
      expect(tokens).toContain(
        `--${name}: light-dark(${short(GROUNDS.light[name])}, ${short(GROUNDS.dark[name])});`,
      )
  })
})
