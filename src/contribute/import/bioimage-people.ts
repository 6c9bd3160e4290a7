/** Who made a BioImage.IO model, and what they want cited. */
import { isOrcid } from '../../zoo/orcid.ts'
import { quote } from '../../zoo/problem.ts'
import { firstLine, line, list, record, type Loose } from './loose-values.ts'

const DOI = /^10\.\d{4,9}\/[\w.()/:;<>+-]+$/

/** Before 0.3 authors were texts. */
export function bioimageAuthors(value: unknown, notes: string[]): object[] {
  const people = list(value).map((item) => (typeof item === 'string' ? { name: item } : record(item)))
  if (people.some((person) => 'email' in person)) notes.push('E-mail addresses of authors were left out.')
  return people.flatMap((person) => {
    const [name, affiliation] = [personName(person['name']), line(person['affiliation'])]
    const orcid = (line(person['orcid']) ?? '').replace(/^https?:\/\/orcid\.org\//, '')
    if (orcid !== '' && !isOrcid(orcid)) notes.push(`${quote(orcid)} is no ORCID iD, and was left out.`)
    if (name === null) return []
    return [{ name, ...(affiliation !== null && { affiliation }), ...(isOrcid(orcid) && { orcid }) }]
  })
}

/** Early descriptions hold `A. Author;@github-name`. */
function personName(value: unknown): string | null {
  return line(value)?.replace(/\s*;\s*@[\w-]+$/, '') || null
}

/** The model's own. That of a paper which it cites is no name of the model, and stays in the citation. */
export function bioimageDoi(rdf: Loose): string | null {
  const config = record(record(rdf['config'])['bioimageio'])
  return [config['doi'], rdf['doi'], rdf['id']].map(toDoi).find((doi) => doi !== null) ?? null
}

function toDoi(value: unknown): string | null {
  const doi = (line(value) ?? '').replace(/^(https?:\/\/(dx\.|www\.)?doi\.org\/|doi:\s*)/i, '')
  return DOI.test(doi) ? doi : null
}

/** BibTeX; null where nothing is to be cited. */
export function bioimageCitation(value: unknown, id: string): string | null {
  const entries = list(value)
    .map(record)
    .flatMap((entry, index) => bibtex(entry, `${id}-${index + 1}`))
  return entries.length === 0 ? null : entries.join('\n')
}

function bibtex(entry: Loose, key: string): string[] {
  const text = firstLine(entry['text'], entry['doi'], entry['url'])
  if (text === null) return []
  const [doi, url] = [toDoi(entry['doi']), line(entry['url'])]
  const fields = [
    `  howpublished = {${plainTex(text)}}`,
    ...(doi === null ? [] : [`  doi = {${doi}}`]),
    ...(url === null || !/^https?:\/\/[^\s{}\\]+$/.test(url) ? [] : [`  url = {${url}}`]),
  ]
  return [`@misc{${key},\n${fields.join(',\n')}\n}`]
}

/** BibTeX counts braces even behind a backslash. */
function plainTex(text: string): string {
  return text
    .replace(/[\\{}]/g, ' ')
    .replace(/[&%$#_]/g, '\\$&')
    .replace(/ {2,}/g, ' ')
    .trim()
}
