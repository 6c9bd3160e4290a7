/** The plate of an entry without a picture, for what scripts add to a page. */
import { figureOf, FIGURES, initials, turnsOf } from '../drawn-plate.ts'
import { svgElement } from './catalogue/element.ts'

/** As `Plate.astro` draws it. */
export function plateDrawing({ id, title }: { id: string; title: string }): Element {
  const figure = figureOf(id)
  addFigure(figure)
  return svgElement(
    'svg',
    { viewBox: '0 0 320 180', 'aria-hidden': 'true', focusable: 'false' },
    svgElement('use', { href: `#figure-${figure}`, width: 320, height: 180 }),
    svgElement('text', { x: 160, y: 90, dy: '.35em' }, initials(title)),
  )
}

/** The page holds the figures of its own plates; those of further ones are added as they come. */
function addFigure(index: number): void {
  if (document.getElementById(`figure-${index}`)) return
  const figure = FIGURES[index]!
  const ellipses = turnsOf(figure).map((turn) => {
    const transform = `rotate(${turn} 160 90)`
    return svgElement('ellipse', { cx: 160, cy: 90, rx: figure.rx, ry: figure.ry, transform })
  })
  const symbol = svgElement('symbol', { id: `figure-${index}`, viewBox: '0 0 320 180' }, ...ellipses)
  const hidden = { class: 'figures', width: 0, height: 0, 'aria-hidden': 'true', focusable: 'false' }
  document.body.append(svgElement('svg', hidden, symbol))
}
