/**
 * Facts from a `CITATION.cff` (https://github.com/citation-file-format/citation-file-format/blob/main/schema-guide.md).
 */
import type { Author } from '../../zoo/entry.ts'
import { isDay } from '../../zoo/day.ts'
import { nestedBrackets, NESTED_BRACKETS } from '../../zoo/front-matter.ts'
import { licenseById } from '../../zoo/license.ts'
import { parseLocatedYaml } from '../../zoo/located-yaml.ts'
import { isOrcid } from '../../zoo/orcid.ts'
import { firstSentence } from '../../zoo/prose.ts'
import { cleanLine } from '../../zoo/text.ts'
import type { Answers } from './clues.ts'
import { writePeople } from './people.ts'

const MOST_CHARS = 64 * 1024
const MOST_AUTHORS = 200

/** Empty where the text is no such file. */
export function proposeFromCitation(text: string): Answers {
  const yaml = text.slice(0, MOST_CHARS + 1).replaceAll(/\r\n?/g, '\n')
  if (yaml.length > MOST_CHARS || nestedBrackets(yaml) > NESTED_BRACKETS) return {}
  const { values } = parseLocatedYaml(yaml, 'CITATION.cff', 0)
  if (!Object.hasOwn(values, 'cff-version')) return {}
  return {
    title: line(values['title']),
    summary: firstSentence(line(values['abstract'])) ?? '',
    license: licenseById(line(values['license']))?.id ?? '',
    version: versionOf(values['version']),
    date: isDay(line(values['date-released'])) ? line(values['date-released']) : '',
    doi: line(values['doi']),
    homepage: line(values['url']) || line(values['repository-code']) || line(values['repository']),
    tags: list(values['keywords']).map(line).filter(Boolean).join(', '),
    authors: writePeople(list(values['authors']).slice(0, MOST_AUTHORS).flatMap(toAuthor)),
  }
}

function toAuthor(value: unknown): Author[] {
  if (typeof value !== 'object' || value === null) return []
  const person = value as Record<string, unknown>
  const parts = ['given-names', 'name-particle', 'family-names', 'name-suffix'].map((key) =>
    line(person[key]),
  )
  const name = parts.filter(Boolean).join(' ') || line(person['name']) || line(person['alias'])
  const orcid = line(person['orcid']).slice(-19)
  const affiliation = line(person['affiliation']) || null
  return name === '' ? [] : [{ name, affiliation, orcid: isOrcid(orcid) ? orcid : null }]
}

/** `v1.2` is what many write. */
export function versionOf(value: unknown): string {
  const text = line(value).replace(/^v(?=\d)/i, '')
  return /^\d{1,9}(\.\d{1,9}){0,5}$/.test(text) ? text : ''
}

/** One line; empty where it is no text. A version such as 1.0 may have been read as a number. */
function line(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? cleanLine(String(value)) : ''
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : []
}
