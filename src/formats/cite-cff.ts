/**
 * URL: /<id>/CITATION.cff
 * Reader: GitHub, Zenodo, Zotero, cffconvert, by the Citation File Format 1.2.0: https://github.com/citation-file-format
 * Trap: `license` takes ids of SPDX alone, a group has no affiliation, and there must be an author. Texts are JSON strings, which are YAML
 * of every version; what YAML 1.1 counts as a line end is escaped.
 */
import type { Download, Site, StoreEntry } from '../store.ts'
import { citedModel, spdxId, type CitedAuthor, type CitedModel } from './cited-model.ts'

/** The folder's own file as it is, or one made from the card. */
export function formatCff(entry: StoreEntry, site: Site): string {
  return entry.citationFile?.text ?? generatedCff(entry, site)
}

function generatedCff(entry: StoreEntry, site: Site): string {
  const model = citedModel(entry, site)
  return [
    'cff-version: 1.2.0',
    'message: "If you use this model, please cite it as below."',
    'type: software',
    `title: ${scalar(model.title)}`,
    ...(model.summary === '' ? [] : [`abstract: ${scalar(model.summary)}`]),
    'authors:',
    ...model.authors.flatMap(cffAuthor),
    `version: ${scalar(model.version)}`,
    ...(model.date === null ? [] : [`date-released: ${scalar(model.date)}`]),
    ...(model.doi === null ? [] : [`doi: ${scalar(model.doi)}`]),
    `url: ${scalar(model.url)}`,
    ...artifact(entry.downloads),
    ...cffLicense(model),
    ...keywords(model.keywords),
    '',
  ].join('\n')
}

function cffAuthor({ person, name, affiliation, orcid }: CitedAuthor): string[] {
  const fields = person
    ? { 'family-names': person.family, 'given-names': person.given, affiliation, orcid }
    : { name, orcid }
  const stated = Object.entries(fields).flatMap(([key, value]) => (value ? [`${key}: ${scalar(value)}`] : []))
  return stated.map((line, index) => `  ${index === 0 ? '-' : ' '} ${line}`)
}

/** The archive that the model is: its weights, or else the first. */
function artifact(downloads: readonly Download[]): string[] {
  const main = downloads.find(({ section }) => section === 'weights') ?? downloads[0]
  return main ? [`repository-artifact: ${scalar(main.url)}`] : []
}

function cffLicense({ license }: CitedModel): string[] {
  const id = spdxId(license)
  if (id !== null) return [`license: ${scalar(id)}`]
  return license.url === null ? [] : [`license-url: ${scalar(license.url)}`]
}

function keywords(words: readonly string[]): string[] {
  return words.length === 0 ? [] : ['keywords:', ...words.map((word) => `  - ${scalar(word)}`)]
}

// Not printable in YAML, or the end of a line in YAML 1.1: https://yaml.org/spec/1.1/#c-printable
const ESCAPED = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g

function scalar(text: string): string {
  return JSON.stringify(text).replace(
    ESCAPED,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
