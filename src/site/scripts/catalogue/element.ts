/** Elements from parts: text is always text, never markup. */
export type Child = Node | string | null | false

type Attributes = Record<string, string | number | boolean | null | undefined>

const SVG = 'http://www.w3.org/2000/svg'

/** `true` gives an empty attribute; `false`, null and undefined give none. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  return filled(document.createElement(name), attributes, children)
}

/** The same for drawings. */
export function svgElement<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Name] {
  return filled(document.createElementNS(SVG, name), attributes, children)
}

function filled<Kind extends Element>(
  target: Kind,
  attributes: Attributes,
  children: readonly Child[],
): Kind {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue
    target.setAttribute(name, value === true ? '' : `${value}`)
  }
  target.append(...children.filter((child) => child !== null && child !== false))
  return target
}
