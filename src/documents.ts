/**
 * The map of the machine store: one row a document, with its addresses, its reader, and the format that writes it. The publisher
 * writes what the table names, `astro dev` serves it, and docs/clients.md explains it.
 */
import type { Listing, ReleasedVersion, Site, Store, StoreEntry, WithdrawnEntry } from './store.ts'
import { formatCatalogue } from './formats/catalogue.ts'
import { formatCatalogueSchema } from './formats/catalogue-schema.ts'
import { formatBibtex } from './formats/cite-bibtex.ts'
import { formatCff } from './formats/cite-cff.ts'
import { formatRis } from './formats/cite-ris.ts'
import { hasNiftynetDownload } from './formats/clients.ts'
import { formatDigitsAux } from './formats/digits-aux.ts'
import { formatDigitsInfo } from './formats/digits-info.ts'
import { formatDigitsMaster } from './formats/digits-master.ts'
import { formatEntryJson } from './formats/entry-json.ts'
import { formatAtomFeed } from './formats/feed-atom.ts'
import { formatJsonFeed } from './formats/feed-json.ts'
import { modelFeed, storeFeed, taskFeed, withdrawnFeed } from './formats/feed.ts'
import { groupsOf, type Group } from './formats/groups.ts'
import { formatLicenseText } from './formats/license-text.ts'
import { formatMetalink, formatStoreMetalink, metalinksOf, type SingleMetalink } from './formats/metalink.ts'
import { formatModelInfo, hasBundle } from './formats/model-info.ts'
import { formatNiftynetReadme } from './formats/niftynet-readme.ts'
import { formatNiftynetSpec } from './formats/niftynet-spec.ts'
import {
  formatEntryRegistry,
  formatStoreRegistry,
  hasDownload,
  hasDownloads,
} from './formats/pooch-registry.ts'
import { formatStoreKey, isSigned } from './formats/public-key.ts'
import { formatRobots } from './formats/robots.ts'
import { countRowFiles, formatSearchRows } from './formats/search-rows.ts'
import { countWordFiles, formatSearchIndex, formatSearchWords } from './formats/search-words.ts'
import { formatSitemap } from './formats/sitemap.ts'
import { formatTheme, hasAccent, THEME_PATH } from './formats/theme.ts'
import { archivedVersions, formatEarlierSums, formatVersionSums, hasArchiveInStore } from './formats/sums.ts'
import { formatUrlList } from './formats/url-list.ts'
import { formatWithdrawnJson } from './formats/withdrawn-json.ts'

interface Row {
  /** The first is the file, the others hold the same bytes. `<id>`, `<version>` and `<slug>` stand for the entry's or the task's own. */
  urls: readonly [string, ...string[]]
  /** Who asks for it, and in which versions. */
  reader: string
}

export type DocumentRow =
  | (Row & { per: 'store'; when?: (store: Listing) => boolean; format: (store: Listing) => string })
  | (Row & {
      per: 'entry'
      when: (entry: StoreEntry) => boolean
      format: (entry: StoreEntry, site: Site) => string
    })
  | (Row & {
      per: 'version'
      versions: (entry: StoreEntry) => ReleasedVersion[]
      format: (entry: StoreEntry, version: ReleasedVersion) => string
    })
  /** `<version>` and `<file>` stand for what `files` gives for each file of the entry. */
  | (Row & {
      per: 'file'
      files: (entry: StoreEntry, site: Site) => SingleMetalink[]
      format: (id: string, file: SingleMetalink) => string
    })
  | (Row & { per: 'withdrawn'; format: (withdrawn: WithdrawnEntry, site: Site) => string })
  | (Row & { per: 'task'; format: (site: Site, task: Group) => string })
  /** As many files as `count` says; `<n>` stands for the number of each, from 0. */
  | (Row & {
      per: 'shards'
      count: (store: Listing) => number
      format: (store: Listing, n: number) => string
    })
  /** About the finished tree, archives and pages included: the publisher writes it last of all. */
  | (Row & { per: 'tree'; when?: (store: Listing) => boolean })

const ATOM = 'feed readers (Atom 1.0)'
const JSON_FEED = 'feed readers (JSON Feed 1.1)'
const DIGITS = 'NVIDIA DIGITS 5.0, 6.0 and the development version of August 2016'
const POOCH = 'pooch 1.6 and newer'
const METALINK = 'aria2 (Metalink 4)'
const SEARCH = "the search of the store's own home page"

export const DOCUMENTS: readonly DocumentRow[] = [
  {
    per: 'entry',
    urls: [
      '/<id>/main.ini',
      '/<id>.ini',
      '/<id>_model_zoo.ini',
      '/raw/master/<id>.ini',
      '/raw/master/<id>_model_zoo.ini',
      '/raw/new_dataset_api/<id>.ini',
      '/raw/new_dataset_api/<id>_model_zoo.ini',
      '/raw/5-reorganising-with-lfs/<id>/main.ini',
    ],
    reader: 'NiftyNet 0.2.0 to 0.6.0',
    when: hasNiftynetDownload,
    format: formatNiftynetSpec,
  },
  {
    per: 'store',
    urls: [
      '/raw/master/README.md',
      '/raw/new_dataset_api/README.md',
      '/raw/5-reorganising-with-lfs/README.md',
    ],
    reader: 'NiftyNet 0.2.0 to 0.6.0',
    format: formatNiftynetReadme,
  },
  { per: 'store', urls: ['/master.json'], reader: DIGITS, format: formatDigitsMaster },
  { per: 'entry', urls: ['/<id>/info.json'], reader: DIGITS, when: always, format: formatDigitsInfo },
  { per: 'entry', urls: ['/<id>/aux.json'], reader: DIGITS, when: isSnapshot, format: formatDigitsAux },
  { per: 'entry', urls: ['/<id>/license.txt'], reader: DIGITS, when: isSnapshot, format: formatLicenseText },
  { per: 'store', urls: ['/catalogue.json'], reader: 'scripts, mirrors', format: formatCatalogue },
  {
    per: 'store',
    urls: ['/catalogue.schema.json'],
    reader: 'validators of JSON Schema 2020-12',
    format: formatCatalogueSchema,
  },
  { per: 'entry', urls: ['/<id>/entry.json'], reader: 'scripts', when: always, format: formatEntryJson },
  { per: 'withdrawn', urls: ['/<id>/entry.json'], reader: 'scripts', format: formatWithdrawnJson },
  {
    per: 'entry',
    urls: ['/<id>/CITATION.cff'],
    reader: 'GitHub, Zenodo, Zotero, cffconvert (CFF 1.2.0)',
    when: always,
    format: formatCff,
  },
  {
    per: 'entry',
    urls: ['/<id>/cite.bib'],
    reader: 'BibTeX, biber',
    when: always,
    format: formatBibtex,
  },
  {
    per: 'entry',
    urls: ['/<id>/cite.ris'],
    reader: 'Zotero, EndNote, Mendeley',
    when: always,
    format: formatRis,
  },
  {
    per: 'entry',
    urls: ['/<id>/<version>/SHA256SUMS'],
    reader: 'sha256sum -c, shasum -c',
    when: hasArchiveInStore,
    format: formatVersionSums,
  },
  {
    per: 'version',
    urls: ['/<id>/<version>/SHA256SUMS'],
    reader: 'sha256sum -c, shasum -c',
    versions: archivedVersions,
    format: formatEarlierSums,
  },
  {
    per: 'file',
    urls: ['/<id>/<version>/<file>.meta4'],
    reader: METALINK,
    files: metalinksOf,
    format: formatMetalink,
  },
  {
    per: 'store',
    urls: ['/store.meta4'],
    reader: METALINK,
    when: hasDownloads,
    format: formatStoreMetalink,
  },
  {
    per: 'entry',
    urls: ['/<id>/registry.txt'],
    reader: POOCH,
    when: hasDownload,
    format: formatEntryRegistry,
  },
  { per: 'store', urls: ['/registry.txt'], reader: POOCH, when: hasDownloads, format: formatStoreRegistry },
  {
    per: 'store',
    urls: ['/urls.txt'],
    reader: 'wget -x -i',
    when: hasDownloads,
    format: formatUrlList,
  },
  {
    per: 'store',
    urls: ['/model_info.json'],
    reader: "scripts that read MONAI's model zoo",
    when: hasBundle,
    format: formatModelInfo,
  },
  { per: 'tree', urls: ['/SHA256SUMS'], reader: 'sha256sum -c, shasum -c' },
  { per: 'tree', urls: ['/SHA256SUMS.minisig'], reader: 'minisign 0.6 and newer', when: isSigned },
  {
    per: 'store',
    urls: ['/zoopress.pub'],
    reader: 'minisign 0.6 and newer',
    when: isSigned,
    format: formatStoreKey,
  },
  { per: 'store', urls: [`/${THEME_PATH}`], reader: 'browsers', when: hasAccent, format: formatTheme },
  {
    per: 'store',
    urls: ['/feed.xml'],
    reader: ATOM,
    format: (store) => formatAtomFeed(storeFeed(store)),
  },
  {
    per: 'store',
    urls: ['/feed.json'],
    reader: JSON_FEED,
    format: (store) => formatJsonFeed(storeFeed(store)),
  },
  {
    per: 'task',
    urls: ['/tasks/<slug>/feed.xml'],
    reader: ATOM,
    format: (site, task) => formatAtomFeed(taskFeed(site, task)),
  },
  {
    per: 'task',
    urls: ['/tasks/<slug>/feed.json'],
    reader: JSON_FEED,
    format: (site, task) => formatJsonFeed(taskFeed(site, task)),
  },
  {
    per: 'entry',
    urls: ['/<id>/feed.xml'],
    reader: ATOM,
    when: always,
    format: (entry, site) => formatAtomFeed(modelFeed(entry, site)),
  },
  {
    per: 'withdrawn',
    urls: ['/<id>/feed.xml'],
    reader: ATOM,
    format: (withdrawn, site) => formatAtomFeed(withdrawnFeed(withdrawn, site)),
  },
  {
    per: 'entry',
    urls: ['/<id>/feed.json'],
    reader: JSON_FEED,
    when: always,
    format: (entry, site) => formatJsonFeed(modelFeed(entry, site)),
  },
  {
    per: 'withdrawn',
    urls: ['/<id>/feed.json'],
    reader: JSON_FEED,
    format: (withdrawn, site) => formatJsonFeed(withdrawnFeed(withdrawn, site)),
  },
  { per: 'store', urls: ['/search/index.json'], reader: SEARCH, format: formatSearchIndex },
  {
    per: 'shards',
    urls: ['/search/rows-<n>.json'],
    reader: SEARCH,
    count: countRowFiles,
    format: formatSearchRows,
  },
  {
    per: 'shards',
    urls: ['/search/words-<n>.json'],
    reader: SEARCH,
    count: countWordFiles,
    format: formatSearchWords,
  },
  { per: 'store', urls: ['/sitemap.xml'], reader: 'search engines', format: formatSitemap },
  { per: 'store', urls: ['/robots.txt'], reader: 'search engines', format: formatRobots },
]

/** One document of a store. */
export interface StoreDocument {
  /** Below the store's address, without a leading slash: the first is the file, the rest become links to it. */
  paths: [string, ...string[]]
  /** Formats the text anew on each call, so that a whole store's documents are never held at once. */
  write: () => string
}

/** The documents about one entry. */
export function entryDocuments(entry: StoreEntry, site: Site): StoreDocument[] {
  return DOCUMENTS.flatMap((row): StoreDocument[] => {
    // Lists of sums lie where the archives do.
    if (row.per === 'version') return site.artifacts === null ? versionDocuments(row, entry) : []
    if (row.per === 'file') return fileDocuments(row, entry, site)
    if (row.per !== 'entry' || !row.when(entry)) return []
    return [{ paths: pathsOf(row, entry), write: () => row.format(entry, site) }]
  })
}

function fileDocuments(row: DocumentRow & { per: 'file' }, entry: StoreEntry, site: Site): StoreDocument[] {
  return row.files(entry, site).map((one) => {
    const paths = pathsOf(row, { id: entry.id, version: one.version, file: one.file })
    return { paths, write: () => row.format(entry.id, one) }
  })
}

function versionDocuments(row: DocumentRow & { per: 'version' }, entry: StoreEntry): StoreDocument[] {
  return row.versions(entry).map((released) => {
    const paths = pathsOf(row, { id: entry.id, version: released.version })
    return { paths, write: () => row.format(entry, released) }
  })
}

/** The documents about a model that was published once. */
export function withdrawnDocuments(withdrawn: WithdrawnEntry, site: Site): StoreDocument[] {
  return DOCUMENTS.flatMap((row) =>
    row.per === 'withdrawn'
      ? [{ paths: pathsOf(row, withdrawn), write: () => row.format(withdrawn, site) }]
      : [],
  )
}

/** The documents about the whole store, without those about its finished tree. */
export function sharedDocuments(store: Listing): StoreDocument[] {
  const tasks = groupsOf('tasks', store.entries)
  return DOCUMENTS.flatMap((row): StoreDocument[] => {
    if (row.per === 'shards') return shardDocuments(row, store)
    if (row.per === 'task')
      return tasks.map((task) => ({ paths: pathsOf(row, task), write: () => row.format(store.site, task) }))
    if (row.per !== 'store' || !(row.when?.(store) ?? true)) return []
    return [{ paths: pathsOf(row), write: () => row.format(store) }]
  })
}

function shardDocuments(row: DocumentRow & { per: 'shards' }, store: Listing): StoreDocument[] {
  return Array.from({ length: row.count(store) }, (_, n) => {
    const paths = pathsOf(row).map((path) => path.replaceAll('<n>', `${n}`)) as StoreDocument['paths']
    return { paths, write: () => row.format(store, n) }
  })
}

/** Every document that the publisher writes before the tree is finished, so all but `/SHA256SUMS` and its signature. */
export function* listDocuments(store: Store): Generator<StoreDocument> {
  yield* sharedDocuments(store)
  for (const entry of store.entries) yield* entryDocuments(entry, store.site)
}

/** Every address of the machine store, those of `/SHA256SUMS` included, sorted, each with a leading slash. */
export function listUrls(store: Store): string[] {
  const ofTree = DOCUMENTS.flatMap((row) =>
    row.per === 'tree' && (row.when?.(store) ?? true) ? pathsOf(row) : [],
  )
  const written = [...listDocuments(store)].flatMap((document) => document.paths)
  return [...written, ...ofTree].map((path) => `/${path}`).sort()
}

/** The text at a path (without a leading slash) for a server that publishes nothing; undefined: no document lies there. */
export function findDocument(
  store: Store,
  path: string,
  withdrawn: readonly WithdrawnEntry[] = [],
): string | undefined {
  // The addresses of an entry's documents all hold its id: the rest of a large store need not be looked at.
  const isNear = ({ id }: { id: string }): boolean => path.includes(id)
  const documents = [
    ...sharedDocuments(store),
    ...store.entries.filter(isNear).flatMap((entry) => entryDocuments(entry, store.site)),
    ...withdrawn.filter(isNear).flatMap((gone) => withdrawnDocuments(gone, store.site)),
  ]
  return documents.find(({ paths }) => paths.includes(path))?.write()
}

function pathsOf(
  row: Row,
  about: { id?: string; version?: string; slug?: string; file?: string } = {},
): [string, ...string[]] {
  const path = (url: string): string =>
    url
      .slice(1)
      .replaceAll('<id>', about.id ?? '')
      .replaceAll('<version>', about.version ?? '')
      .replaceAll('<slug>', about.slug ?? '')
      .replaceAll('<file>', about.file ?? '')
  const [file, ...others] = row.urls
  return [path(file), ...others.map(path)]
}

function always(): boolean {
  return true
}

function isSnapshot(entry: StoreEntry): boolean {
  return entry.digits !== null
}
