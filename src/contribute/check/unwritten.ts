/** Cards that still say what their author should write: `npm run new` left it there. */
import { join } from 'node:path'
import type { Entry } from '../../zoo/entry.ts'
import { readUtf8 } from '../../zoo/folder.ts'
import type { Problem } from '../../zoo/problem.ts'
import { PLACEHOLDER } from '../new/card-prose.ts'

/** A warning for each such card, at the first of the lines. */
export function unwritten(
  entries: readonly Pick<Entry, 'id' | 'card'>[],
  { zooDir, label }: { zooDir: string; label: string },
): Problem[] {
  return entries.flatMap(({ id, card }) => {
    if (!card.includes(PLACEHOLDER)) return []
    const lines = (readUtf8(join(zooDir, id, 'README.md')) ?? '').split(/\r\n|\r|\n/)
    const places = lines.flatMap((line, at) => (line.startsWith(PLACEHOLDER) ? [at + 1] : []))
    const [line] = places
    if (line === undefined) return []
    const more = places.length === 1 ? '' : ` So do ${places.length - 1} further lines.`
    const message = `This line says what should be written here.${more} Write it, or remove it with its heading.`
    const file = `${label}/${id}/README.md`
    return [{ file, line, column: 1, text: PLACEHOLDER, message, severity: 'warning' }]
  })
}
