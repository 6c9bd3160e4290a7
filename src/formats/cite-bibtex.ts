/**
 * URL: /<id>/cite.bib
 * Reader: BibTeX, biber, and everything that imports from them.
 * Trap: BibTeX counts braces even behind a backslash, so one in a text is written as a command; it takes " and " between two names for the
 * end of the first, so a name that is not split stands in braces; and `url` and `doi` are read letter by letter, so nothing is escaped in them.
 */
import type { Site, StoreEntry } from '../store.ts'
import { citedModel, type CitedAuthor } from './cited-model.ts'

/** `@misc`, which every style knows; older ones print the note, but not the version. */
export function formatBibtex(entry: StoreEntry, site: Site): string {
  const model = citedModel(entry, site)
  const fields: [string, string | null][] = [
    ['author', model.authors.map(bibtexName).join(' and ')],
    // In braces of its own: styles would put capitals into lower case.
    ['title', `{${escapeTex(model.title)}}`],
    ['version', escapeTex(model.version)],
    ['year', model.year],
    ['month', model.date && String(Number(model.date.slice(5, 7)))],
    ['howpublished', escapeTex(model.publisher)],
    ['note', escapeTex(`Version ${model.version}. Licence: ${model.license.name}`)],
    ['doi', model.doi && verbatim(model.doi)],
    ['url', verbatim(model.url)],
  ]
  const lines = fields.flatMap(([key, value]) => (value === null ? [] : [`  ${key} = {${value}},\n`]))
  return `@misc{${citationKey(model.id, model.version)},\n${lines.join('')}}\n`
}

/** A key holds no character that has a meaning; an id has none but these. */
function citationKey(id: string, version: string): string {
  return `${id}-${version}`.replaceAll(/[^A-Za-z0-9._-]/g, '-')
}

function bibtexName({ person, name }: CitedAuthor): string {
  return person ? `${namePart(person.family)}, ${namePart(person.given)}` : `{${escapeTex(name)}}`
}

/** Words that BibTeX would take for the end of the name or of one of its parts go into braces. */
function namePart(text: string): string {
  const escaped = escapeTex(text)
  return /\band\b|,/i.test(text) ? `{${escaped}}` : escaped
}

const COMMANDS: Record<string, string> = {
  ...{ '\\': '\\textbackslash{}', '{': '\\textbraceleft{}', '}': '\\textbraceright{}' },
  ...{ '~': '\\textasciitilde{}', '^': '\\textasciicircum{}' },
  ...{ '&': '\\&', '%': '\\%', '#': '\\#', _: '\\_', $: '\\$' },
}

/** Text as TeX prints it. Letters beyond ASCII stay as they are: BibTeX files are UTF-8. */
export function escapeTex(text: string): string {
  return text.replace(/[\\{}~^&%#_$]/g, (character) => COMMANDS[character]!)
}

/** An address without what would end its field. */
function verbatim(address: string): string {
  return address.replace(/[{}\\\s]/g, encodeURIComponent)
}
