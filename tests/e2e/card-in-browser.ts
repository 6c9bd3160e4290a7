/** What the tests of cards run inside a browser. Each function stands alone there: nothing around it comes along. */
import type { ParsedElement } from '../site/card-faults.ts'

export interface Seen {
  /** How often something of the card ran. */
  marks: number
  /** What of the card shows outside its box. */
  outside: string[]
  /** The page has to be scrolled sideways. */
  isWider: boolean
  /** The page's own names mean the page's own things. */
  isOwn: boolean
  url: string
}

/** The elements of a page's card, and the names of all others, by the browser's own parser; nothing is loaded or run. */
export function elementsOf(html: string): { inside: ParsedElement[]; outside: string[] } {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const boxes = page.querySelectorAll('.model-card > .prose')
  const inside = [...(boxes[0]?.querySelectorAll('*') ?? [])].map((element) => ({
    name: element.localName,
    attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
  }))
  for (const box of boxes) box.replaceChildren()
  // Each model has a figure of its own, drawn from its id.
  for (const figure of page.querySelectorAll('svg')) figure.replaceChildren()
  return { inside, outside: [...page.querySelectorAll('*')].map(({ localName, id }) => `${localName}#${id}`) }
}

/** Does to a card what a visitor could do, and looks at what comes of it. */
export async function provoke(): Promise<Seen> {
  const box = document.querySelector('.model-card > .prose')!
  document.addEventListener('click', (event) => event.preventDefault(), true)
  for (const details of box.querySelectorAll('details')) details.open = true
  const events = [
    'click',
    'mouseover',
    'pointerenter',
    'focus',
    'toggle',
    'error',
    'load',
    'animationstart',
    'scroll',
  ]
  for (const element of [...box.querySelectorAll('*')].slice(0, 300)) {
    for (const name of events) element.dispatchEvent(new Event(name, { bubbles: true, cancelable: true }))
  }
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))
  const outside = new Set<string>()
  for (const top of [0, box.getBoundingClientRect().top, document.documentElement.scrollHeight]) {
    scrollTo(0, top)
    // Focus rings may reach a little further.
    const { left, right, top: above, bottom } = box.getBoundingClientRect()
    for (let x = 2; x < innerWidth; x += 38) {
      for (let y = 2; y < innerHeight; y += 38) {
        if (x > left - 12 && x < right + 12 && y > above - 12 && y < bottom + 12) continue
        const hit = document.elementFromPoint(x, y)
        if (hit && box.contains(hit)) outside.add(hit.outerHTML.slice(0, 80))
      }
    }
  }
  return {
    marks: (window as unknown as { marks: number }).marks,
    outside: [...outside],
    isWider: document.documentElement.scrollWidth > innerWidth,
    isOwn:
      document.getElementById('content') === document.querySelector('body > main') &&
      document.title.startsWith('A card') &&
      typeof document.cookie === 'string' &&
      document.body.localName === 'body',
    url: location.href,
  }
}
