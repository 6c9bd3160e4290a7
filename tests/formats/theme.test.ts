import { describe, expect, it } from 'vitest'
import { formatTheme, hasAccent } from '../../src/formats/theme.ts'
import { fixtureStore } from '../fixtures/store.ts'

describe('the style sheet of a theme', () => {
  it('sets the accent in both themes', () => {
    expect(formatTheme(fixtureStore({ site: { accent: '#2b6a4d' } }))).toMatchInlineSnapshot(`
      ":root {
        --moss: light-dark(#2b6a4d, #7fbe9d);
        --on-moss: light-dark(#ffffff, #0d1511);
        --moss-wash: light-dark(#eaeee8, #1d2823);
        --mat-figure: #7fbe9d;
      }
      "
    `)
  })

  it('is there only where the owner states an accent', () => {
    expect(hasAccent(fixtureStore())).toBe(false)
    expect(hasAccent(fixtureStore({ site: { accent: '#2b6a4d' } }))).toBe(true)
  })
})
