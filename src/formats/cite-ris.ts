/**
 * URL: /<id>/cite.ris
 * Reader: Zotero, EndNote, Mendeley and other managers of references, by the RIS format: https://en.wikipedia.org/wiki/RIS_(file_format)
 * Trap: a record begins with TY and ends with ER; a tag is two signs, two blanks, a dash and a blank. A comma in a name parts family and
 * given name, and an asterisk may stand in neither names nor keywords. The store ends lines with LF, which every one of them reads.
 */
import type { Site, StoreEntry } from '../store.ts'
import { citedModel, doiUrl, type CitedAuthor, type CitedModel } from './cited-model.ts'

type Line = [tag: string, value: string | null]

/** One record of type COMP, a computer program. */
export function formatRis(entry: StoreEntry, site: Site): string {
  const model = citedModel(entry, site)
  const lines: Line[] = [
    ['TY', 'COMP'],
    ['TI', model.title],
    ...model.authors.map((author): Line => ['AU', risName(author)]),
    ['PY', model.year],
    ['DA', model.date && `${model.date.replaceAll('-', '/')}/`],
    ['ET', model.version],
    ['PB', model.publisher],
    ...addresses(model),
    ['AB', model.summary || null],
    ...model.keywords.map((keyword): Line => ['KW', withoutAsterisk(keyword)]),
    ['N1', `Licence: ${model.license.name}`],
    ['ER', ''],
  ]
  return lines.map(([tag, value]) => (value === null ? '' : `${tag}  - ${value}\n`)).join('')
}

function addresses({ doi, url }: CitedModel): Line[] {
  return doi === null
    ? [['UR', url]]
    : [
        ['DO', doi],
        ['UR', url],
        ['L2', doiUrl(doi)],
      ]
}

function risName({ person, name }: CitedAuthor): string {
  const text = person ? `${person.family}, ${person.given}` : name.replaceAll(/\s*,\s*/g, ' ')
  return withoutAsterisk(text)
}

function withoutAsterisk(text: string): string {
  return text.replaceAll('*', '').trim()
}
