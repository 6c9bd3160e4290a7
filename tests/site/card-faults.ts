/** What no card may have in its HTML, whoever parsed it. */
export interface ParsedElement {
  /** In lower case. */
  name: string
  attributes: Record<string, string>
}

const ELEMENTS =
  /^(h[2-6]|p|div|span|br|hr|blockquote|pre|code|[uo]l|li|d[ltd]|details|summary|fig\w+|a|img|em|i|strong|b|s|del|ins|mark|small|su[bp]|kbd|samp|var|abbr|table|caption|t(head|body|foot|r|h|d)|input|q|cite|dfn|wbr)$/

/** Every attribute, and what it may hold. */
const ATTRIBUTES: Record<string, RegExp> = {
  id: /^card-\S+$/,
  href: /^(https?:\/\/|mailto:[^\s]|#card-)/i,
  src: /^media\/[^/]/,
  class: /^((scroll|foreign|as-\w+|align-(left|center|right)|language-[\w+#.-]+)( |$))+$/,
  role: /^(group|table|caption|rowgroup|row|columnheader|cell)$/,
  tabindex: /^0$/,
  type: /^checkbox$/,
  rel: /^nofollow noopener$/,
  scope: /^(row|col)$/,
  'aria-label': /^(Done|To do|Table \d+)$/,
  disabled: /^$/,
  checked: /^$/,
  loading: /^lazy$/,
  decoding: /^async$/,
  width: /^\d{1,4}$/,
  height: /^\d{1,4}$/,
}
const FREE_ATTRIBUTES = /^(dir|lang|title|alt|start|reversed|colspan|rowspan|aria-colspan|open)$/

/** A sentence for each fault. */
export function cardFaults(elements: readonly ParsedElement[]): string[] {
  const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? [])
  return [
    ...elements.flatMap(elementFaults),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `The id ${id} is there twice.`),
  ]
}

function elementFaults({ name, attributes }: ParsedElement): string[] {
  const wrong = Object.entries(attributes).filter(([key, value]) =>
    Object.hasOwn(ATTRIBUTES, key) ? !ATTRIBUTES[key]!.test(value) : !FREE_ATTRIBUTES.test(key),
  )
  const faults = wrong.map(([key, value]) => `<${name}> has ${key}="${value}".`)
  if (!ELEMENTS.test(name)) faults.push(`There is a <${name}>.`)
  const isForeign = name === 'a' && /^https?:/i.test(attributes['href'] ?? '')
  if (isForeign && attributes['rel'] === undefined) faults.push('A foreign link lacks its rel.')
  if (name === 'input' && attributes['disabled'] === undefined) faults.push('A control can be used.')
  return faults
}
