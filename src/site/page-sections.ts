/** A section of a page, as its heading names it. */
export interface PageSection {
  id: string
  /** Plain text. */
  title: string
}

const HEADING = /<h2 id="([\w-]+)"[^<>]*>([^<]*)<\/h2>/g
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** The sections of a page that our own components rendered, in their order. Headings of cards are lower ones; those of dialogs have a class. */
export function sectionsOf(html: string): PageSection[] {
  return [...html.matchAll(HEADING)].map(([, id = '', text = '']) => ({ id, title: unescape(text).trim() }))
}

function unescape(text: string): string {
  return text.replace(/&(\w+|#39);/g, (all, name: string) => ENTITIES[name] ?? all)
}
