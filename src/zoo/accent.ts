/**
 * The owner's accent in both themes. Whatever colour is stated, links and buttons stay readable: it is made darker or lighter as far as
 * that needs, and no further.
 */
import { contrast, lightness, mix, withLightness } from '../lib/colour.ts'

/** What the accent lies on; the same as in `site/styles/tokens.css`. */
export const GROUNDS = {
  light: { paper: '#fbfaf6', surface: '#ffffff', ink: '#1d2320' },
  dark: { paper: '#101412', surface: '#171d1a', ink: '#e9e7df' },
} as const

type Theme = keyof typeof GROUNDS

/** All `#rrggbb`. */
export interface ThemeAccent {
  accent: string
  /** Text on the accent. */
  onAccent: string
  /** Behind notes. */
  wash: string
}

/** WCAG's level AA for text. */
export const LEAST_CONTRAST = 4.5
/** Thin bright letters on a dark ground need more than the level asks for. */
const WANTED = { light: LEAST_CONTRAST, dark: 7 }
const WASH = { light: 0.08, dark: 0.12 }
const STEP = 0.005
const ON_ACCENT = ['#ffffff', '#0d1511'] as const

/** The accent for each theme; `stated` is `#rrggbb`. */
export function accentColours(stated: string): Record<Theme, ThemeAccent> {
  return { light: themeAccent(stated, 'light'), dark: themeAccent(stated, 'dark') }
}

/** The least contrast of a colour against all that it lies on in a theme. */
export function accentContrast(colour: string, theme: Theme): number {
  const { paper, surface } = GROUNDS[theme]
  return Math.min(...[paper, surface, washOf(colour, theme)].map((ground) => contrast(colour, ground)))
}

function themeAccent(stated: string, theme: Theme): ThemeAccent {
  const step = theme === 'light' ? -STEP : STEP
  let accent = stated
  for (let level = lightness(stated); accentContrast(accent, theme) < WANTED[theme];) {
    level += step
    accent = withLightness(stated, level)
  }
  const [light, dark] = ON_ACCENT
  const onAccent = contrast(accent, light) >= contrast(accent, dark) ? light : dark
  return { accent, onAccent, wash: washOf(accent, theme) }
}

function washOf(accent: string, theme: Theme): string {
  return mix(accent, GROUNDS[theme].paper, WASH[theme])
}
