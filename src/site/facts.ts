/** The facts of one entry as terms and values, for the margin of its page. */
import { groupList, groupNames, MOST_TAGS, type GroupKind } from '../formats/groups.ts'
import type { StoreEntry } from '../store.ts'
import type { JsonValue } from '../zoo/entry.ts'
import { commercialUse, licenseValues } from './licenses.ts'
import { webAddress } from './web-address.ts'
import { formatBytes, formatCount, libraryLabel, taskLabel } from './format.ts'

export interface FactValue {
  text: string
  /** Absolute; null: no link, or one to `path`. */
  href: string | null
  /** A page of the store. */
  path?: string
  /** The exact value, or what the text stands for. */
  title?: string
}

export interface Fact {
  term: string
  values: FactValue[]
  /** Shown as small words in a row rather than as lines. */
  words?: boolean
}

/** Facts that the entry states, in reading order; a fact without a value is left out. */
export function factsOf(entry: StoreEntry): Fact[] {
  const facts: Fact[] = [
    { term: 'Task', values: groupValues(entry, 'tasks', taskLabel) },
    { term: 'Framework', values: texts(entry.library ? [libraryLabel(entry.library)] : []) },
    { term: 'Modality', values: texts(entry.modality) },
    { term: 'Licence', values: licenseValues(entry) },
    { term: 'Commercial use', values: [commercialUse(entry)] },
    { term: 'Version', values: [versionValue(entry)] },
    { term: 'Released', values: texts(entry.date ? [entry.date] : []) },
    { term: 'Authors', values: entry.authors.map(author) },
    ...trainingFacts(entry),
    { term: 'Data sets', values: texts(entry.datasets) },
    { term: 'Languages', values: texts(entry.languages), words: true },
    { term: 'Based on', values: entry.baseModels.map((text) => ({ text, href: webAddress(text) })) },
    {
      term: 'DOI',
      values: entry.doi ? [{ text: entry.doi, href: `https://doi.org/${encodeURI(entry.doi)}` }] : [],
    },
    { term: 'Homepage', values: homepage(entry.homepage) },
    { term: 'Download size', values: entry.downloads.length > 0 ? [totalSize(entry)] : [] },
    { term: 'Files', values: fileCount(entry) },
    { term: 'Tags', values: tagValues(entry), words: true },
  ]
  return facts.filter(({ values }) => values.length > 0)
}

/** The sum of all downloads, exact in `title`. */
export function totalSize({
  downloads,
}: {
  downloads: readonly { size: number }[]
}): FactValue & { title: string } {
  const size = downloads.reduce((sum, download) => sum + download.size, 0)
  return { text: formatBytes(size), href: null, title: `${formatCount(size)} bytes` }
}

/** What puts the entry into groups, with the groups' pages. */
function groupValues(entry: StoreEntry, kind: GroupKind, label: (name: string) => string): FactValue[] {
  return [...groupNames(entry, kind)].map(([slug, name]) => {
    return { text: label(name), href: null, path: groupList(kind, slug).first }
  })
}

/** Leads to the page of the version once it is released. */
function versionValue({ id, version, released }: StoreEntry): FactValue {
  const value = { text: version, href: null }
  return released.some((one) => one.version === version) ? { ...value, path: `${id}/${version}/` } : value
}

function tagValues(entry: StoreEntry): FactValue[] {
  return [...groupValues(entry, 'tags', (tag) => tag), ...texts(entry.tags.slice(MOST_TAGS))]
}

function texts(values: readonly string[]): FactValue[] {
  return values.map((text) => ({ text, href: null }))
}

function author({ name, affiliation, orcid }: StoreEntry['authors'][number]): FactValue {
  const text = affiliation && affiliation !== name ? `${name}, ${affiliation}` : name
  return orcid ? { text, href: `https://orcid.org/${orcid}`, title: `ORCID ${orcid}` } : { text, href: null }
}

function homepage(address: string | null): FactValue[] {
  const href = webAddress(address)
  return href ? [{ text: new URL(href).host, href, title: href }] : texts(address ? [address] : [])
}

function fileCount({ downloads }: StoreEntry): FactValue[] {
  const known = downloads.flatMap(({ files }) => files ?? [])
  return known.length > 0 ? texts([formatCount(known.length)]) : []
}

function trainingFacts(entry: StoreEntry): Fact[] {
  const { digits, nnunet } = entry
  if (nnunet) {
    return [
      { term: 'Channels', values: texts(nnunet.channels) },
      { term: 'Labels', values: texts(nnunet.labels), words: true },
      {
        term: 'Configurations',
        values: texts(nnunet.trainings.map((one) => one.configuration)),
        words: true,
      },
      { term: 'Folds', values: texts(foldsOf(nnunet.trainings)), words: true },
    ]
  }
  const size = digits?.info['image dimensions']
  return Array.isArray(size) ? [{ term: 'Image size', values: texts([dimensions(size)]) }] : []
}

function foldsOf(trainings: readonly { folds: string[] }[]): string[] {
  return [...new Set(trainings.flatMap(({ folds }) => folds.map((fold) => fold.replace(/^fold_/, ''))))]
}

function dimensions(size: JsonValue[]): string {
  return size.filter((side) => typeof side === 'number').join(' × ')
}
