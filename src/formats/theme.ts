/**
 * `/media/theme.css`, read by browsers: the owner's accent in place of moss. It follows `site.css`, whose names it sets; pages that may
 * hold no inline style get their colours from nowhere else.
 */
import type { Listing, Site } from '../store.ts'
import { accentColours } from '../zoo/accent.ts'

export const THEME_PATH = 'media/theme.css'

export function hasAccent({ site }: { site: Site }): boolean {
  return site.accent !== null
}

/** Throws where the store has no accent. */
export function formatTheme({ site }: Pick<Listing, 'site'>): string {
  if (site.accent === null) throw new Error('A store without an accent has no style sheet for it.')
  const { light, dark } = accentColours(site.accent)
  return `:root {
  --moss: light-dark(${light.accent}, ${dark.accent});
  --on-moss: light-dark(${light.onAccent}, ${dark.onAccent});
  --moss-wash: light-dark(${light.wash}, ${dark.wash});
  --mat-figure: ${dark.accent};
}
`
}
