/** What is chosen, as words above the results; each takes itself away. */
import { FACET_KEYS, FACETS, type FacetKey } from '../../finder/facets.ts'
import type { Chosen } from '../../finder/query.ts'
import { element } from './element.ts'

/** A button for each value that is chosen; `remove` is told which. */
export function chosenElements(
  chosen: Chosen,
  remove: (key: FacetKey, value: string) => void,
): HTMLElement[] {
  return FACET_KEYS.flatMap((key) =>
    (chosen[key] ?? []).map((value) => {
      const text = FACETS[key].labelOf(value)
      const facet = FACETS[key].label
      const button = element(
        'button',
        { type: 'button', 'aria-label': `Remove ${facet}: ${text}` },
        element('span', { class: 'chosen-facet' }, `${facet}: `),
        element('bdi', {}, text),
        element('span', { class: 'chosen-remove', 'aria-hidden': 'true' }, '×'),
      )
      button.addEventListener('click', () => remove(key, value))
      return element('li', {}, button)
    }),
  )
}
