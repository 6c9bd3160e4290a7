/** Authors as one line of text: `Ada Example (University of Somewhere) <0000-0002-1825-0097>; Bob Example`. */
import { severalNames } from '../../zoo/author-names.ts'
import type { Author } from '../../zoo/entry.ts'
import { cleanLine } from '../../zoo/text.ts'

export function writePeople(people: readonly Author[]): string {
  return people
    .map(({ name, affiliation, orcid }) =>
      [plain(name), affiliation === null ? '' : `(${plain(affiliation)})`, orcid === null ? '' : `<${orcid}>`]
        .filter((part) => part !== '')
        .join(' '),
    )
    .join('; ')
}

/** Without the signs that part one from the other. */
function plain(text: string): string {
  return cleanLine(text.replaceAll(/[;<>()]/g, ' '))
}

/** What `cardSchema` takes as authors; parts that are missing are left out. Never throws. */
export function readPeople(text: string): { name: string; affiliation?: string; orcid?: string }[] {
  // Commas stand in names, too, and are asked for by nobody.
  const people = text.includes(';') ? text.split(';') : (severalNames(text.trim()) ?? [text])
  return people
    .map((person) => person.trim())
    .filter((person) => person !== '')
    .map((person) => {
      const orcid = /<([^<>]*)>/.exec(person)?.[1]?.trim()
      const affiliation = /\(([^()]*)\)/.exec(person)?.[1]?.trim()
      const name = person.replaceAll(/<[^<>]*>|\([^()]*\)/g, ' ').trim()
      return { name: cleanLine(name), ...(affiliation ? { affiliation } : {}), ...(orcid ? { orcid } : {}) }
    })
}
