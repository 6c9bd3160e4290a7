/**
 * Where: in the page of each model and in the home page, as JSON-LD.
 * Reader: search engines and harvesters, by schema.org and FAIR4ML 0.1.0 (https://w3id.org/fair4ml).
 * Trap: the data stands in an element of HTML, which ends at the first `</script`; so no `<` is written, and all is ASCII. An index of ten thousand models is
 * no business of the home page's: it names the catalogue.
 */
import type { Download, Site, StoreEntry } from '../store.ts'
import type { Result } from '../zoo/entry.ts'
import { absoluteUrl } from './addresses.ts'
import { citedModel, doiUrl, spdxId, type CitedAuthor, type CitedModel } from './cited-model.ts'

const CONTEXT = ['https://schema.org/', { fair4ml: 'https://w3id.org/fair4ml#' }]
/** Results, data sets and tags come from cards, which may hold thousands. */
const MOST = 100

/** JSON-LD of a model. */
export function modelJsonLd(entry: StoreEntry, site: Site): string {
  const model = citedModel(entry, site)
  return formatJsonLd({
    '@context': CONTEXT,
    '@type': ['fair4ml:MLModel', 'SoftwareSourceCode'],
    '@id': model.url,
    ...{ name: model.title, url: model.url, version: model.version },
    description: model.summary || undefined,
    identifier: entry.doi === null ? undefined : doiUrl(entry.doi),
    citation: entry.citation ?? undefined,
    datePublished: model.date ?? undefined,
    author: entry.authors.length === 0 ? undefined : model.authors.map(author),
    publisher: { '@type': 'Organization', name: model.publisher, url: absoluteUrl({ site }, '') },
    includedInDataCatalog: { '@id': absoluteUrl({ site }, '') },
    license: licenseOf(model),
    isAccessibleForFree: true,
    keywords: some(model.keywords),
    image: entry.preview ? absoluteUrl({ site }, entry.preview.path) : undefined,
    sameAs: entry.homepage ?? undefined,
    runtimePlatform: entry.library ?? undefined,
    distribution: some(entry.downloads.map(download)),
    ...learning(entry),
  })
}

/** JSON-LD of the store, without its models. */
export function storeJsonLd(site: Site): string {
  const home = absoluteUrl({ site }, '')
  return formatJsonLd({
    '@context': 'https://schema.org/',
    '@type': 'DataCatalog',
    '@id': home,
    name: site.title,
    url: home,
    description: site.message || undefined,
    distribution: [
      {
        '@type': 'DataDownload',
        contentUrl: absoluteUrl({ site }, 'catalogue.json'),
        encodingFormat: 'application/json',
      },
    ],
  })
}

/** What FAIR4ML says of a model beside what schema.org says of any program. */
function learning({ task, datasets, baseModels, results }: StoreEntry): object {
  return {
    'fair4ml:mlTask': task ?? undefined,
    'fair4ml:trainedOn': some(datasets.map((name) => ({ '@type': 'Dataset', name }))),
    'fair4ml:fineTunedFrom': some(baseModels),
    'fair4ml:hasEvaluation': some(results.map(evaluation)),
  }
}

function evaluation({ task, dataset, split, metric, value }: Result): object {
  return {
    '@type': 'fair4ml:MLModelEvaluation',
    name: metric,
    ...(task !== null && { 'fair4ml:mlTask': task }),
    'fair4ml:evaluatedWith': {
      '@type': 'Dataset',
      name: split === null ? dataset : `${dataset}, ${split}`,
    },
    'fair4ml:evaluationResults': { '@type': 'PropertyValue', name: metric, value },
  }
}

function author({ person, name, affiliation, orcid }: CitedAuthor): object {
  if (person === null && orcid === null) return { '@type': 'Organization', name }
  return {
    '@type': 'Person',
    ...(orcid !== null && { '@id': orcid }),
    name,
    ...(person && { familyName: person.family, givenName: person.given }),
    ...(affiliation !== null && { affiliation: { '@type': 'Organization', name: affiliation } }),
  }
}

function licenseOf({ license }: CitedModel): string | undefined {
  const id = spdxId(license)
  if (id !== null) return `https://spdx.org/licenses/${id}.html`
  return license.url ?? (license.id === null ? undefined : license.name)
}

function download({ section, url, size, sha256 }: Download): object {
  const type = encodingFormat(url)
  return {
    '@type': 'DataDownload',
    name: section,
    contentUrl: url,
    contentSize: `${size} B`,
    ...(type && { encodingFormat: type }),
    sha256,
  }
}

function encodingFormat(url: string): string | null {
  const path = url.replace(/[?#].*$/s, '')
  if (/\.(tar\.gz|tgz)$/i.test(path)) return 'application/gzip'
  return /\.zip$/i.test(path) ? 'application/zip' : null
}

function some<Item>(items: Item[]): Item[] | undefined {
  return items.length === 0 ? undefined : items.slice(0, MOST)
}

/** ASCII alone, and no sign of HTML: the home page must hold nothing else, and references are not resolved in this element. */
function formatJsonLd(value: object): string {
  return JSON.stringify(value).replace(
    /[<>&\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
