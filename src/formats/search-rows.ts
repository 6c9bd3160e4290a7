/**
 * URL: /search/rows-<n>.json
 * Reader: the home page, once somebody searches, filters or sorts.
 * Trap: ten thousand entries are read by a telephone, so the values stand in columns, and words that recur only once: as numbers into
 * `strings`, in order of their first use. The files belong to one build of the store and its pages; nobody else may rely on them.
 */
import type { ListedEntry, Listing } from '../store.ts'
import { strictest, type CommercialUse } from '../zoo/commercial-use.ts'
import { cutAtWord } from '../zoo/text.ts'
import { encodePath } from './addresses.ts'
import { CLIENTS, readableBy, type Client } from './clients.ts'

/** Entries in one file: about half a megabyte. */
export const ROWS_PER_FILE = 1000

const LONGEST_SUMMARY = 200
/** Of tags, authors and data sets each: a stranger's card may hold thousands. */
const MOST_VALUES = 30
const LONGEST_VALUE = 100

export const CONTENTS = ['weights', 'data', 'code'] as const
export type Content = (typeof CONTENTS)[number]
const USES: readonly CommercialUse[] = ['yes', 'no', 'ask']

/** What the home page knows of an entry. */
export interface SearchRow {
  id: string
  title: string
  /** At most 200 characters. */
  summary: string
  version: string
  task: string | null
  library: string | null
  /** Its name for people. */
  license: string
  /** Of all that can be downloaded, the strictest. */
  commercial: CommercialUse
  modality: string[]
  tags: string[]
  authors: string[]
  datasets: string[]
  clients: Client[]
  has: Content[]
  /** Bytes of all downloads; null: there are none. */
  size: number | null
  metric: ListedEntry['metric']
  /** YYYY-MM-DD. */
  date: string | null
  picture: RowPicture | null
}

/** Paths below the store, percent-encoded; pixels. */
export interface RowPicture {
  small: string
  smallWidth: number
  large: string
  largeWidth: number
  largeHeight: number
}

/** How many files the rows of a store make. */
export function countRowFiles(store: Listing): number {
  return Math.ceil(store.entries.length / ROWS_PER_FILE)
}

/** The `n`th thousand of entries, in their order. */
export function formatSearchRows(store: Listing, n: number): string {
  const rows = store.entries.slice(n * ROWS_PER_FILE, (n + 1) * ROWS_PER_FILE).map(rowOf)
  return `${JSON.stringify(toColumns(rows))}\n`
}

/** Pure; what lists show of an entry, and what they are sorted and narrowed by. */
export function rowOf(entry: ListedEntry): SearchRow {
  const { id, title, summary, version, task, library, license, downloads, metric, date } = entry
  const licenses = [license, ...downloads.flatMap((download) => download.license ?? [])]
  return {
    ...{ id, title, summary: cutAtWord(summary, LONGEST_SUMMARY), version, task, library },
    license: license.name,
    commercial: strictest(licenses.map(({ commercialUse }) => commercialUse)),
    modality: bounded(entry.modality),
    tags: bounded(entry.tags),
    authors: bounded(entry.authors.map(({ name }) => name)),
    datasets: bounded(entry.datasets),
    clients: readableBy(entry),
    has: contentsOf(entry),
    size: downloads.length === 0 ? null : downloads.reduce((sum, { size }) => sum + size, 0),
    ...{ metric, date, picture: pictureOf(entry) },
  }
}

/** The whole of a snapshot or of results is their weights. */
function contentsOf({ id, downloads }: ListedEntry): Content[] {
  const places: Record<Content, string> = { weights: 'models', data: 'data', code: 'extensions' }
  return CONTENTS.filter((content) =>
    downloads.some(
      ({ section, niftynet }) =>
        section === content ||
        niftynet?.destination === places[content] ||
        (content === 'weights' && section === id),
    ),
  )
}

function pictureOf({ thumbnails }: ListedEntry): RowPicture | null {
  if (thumbnails === null) return null
  const { small, large } = thumbnails
  return {
    small: encodePath(small.path),
    smallWidth: small.width,
    large: encodePath(large.path),
    largeWidth: large.width,
    largeHeight: large.height,
  }
}

function bounded(values: readonly string[]): string[] {
  const distinct = new Set(values.map((value) => cutAtWord(value, LONGEST_VALUE)))
  return [...distinct].slice(0, MOST_VALUES)
}

/** The rows of a file as it is written. */
export interface RowColumns {
  strings: string[]
  id: string[]
  title: string[]
  summary: string[]
  version: number[]
  /** -1: none. */
  task: number[]
  library: number[]
  license: number[]
  /** Into `yes`, `no`, `ask`. */
  commercial: number[]
  modality: number[][]
  tags: number[][]
  authors: number[][]
  datasets: number[][]
  /** One bit for each of `CLIENTS`, and of `CONTENTS`. */
  clients: number[]
  has: number[]
  size: (number | null)[]
  /** Name, value, text. */
  metric: ([number, number, string] | null)[]
  date: number[]
  /** Small path, width; large path, width, height. */
  picture: ([string, number, string, number, number] | null)[]
}

function toColumns(rows: readonly SearchRow[]): RowColumns {
  const numbers = new Map<string, number>()
  const one = (text: string | null): number => {
    if (text === null) return -1
    const number = numbers.get(text) ?? numbers.size
    numbers.set(text, number)
    return number
  }
  const columns: Omit<RowColumns, 'strings'> = {
    id: rows.map(({ id }) => id),
    title: rows.map(({ title }) => title),
    summary: rows.map(({ summary }) => summary),
    version: rows.map(({ version }) => one(version)),
    task: rows.map(({ task }) => one(task)),
    library: rows.map(({ library }) => one(library)),
    license: rows.map(({ license }) => one(license)),
    commercial: rows.map(({ commercial }) => USES.indexOf(commercial)),
    modality: rows.map(({ modality }) => modality.map(one)),
    tags: rows.map(({ tags }) => tags.map(one)),
    authors: rows.map(({ authors }) => authors.map(one)),
    datasets: rows.map(({ datasets }) => datasets.map(one)),
    clients: rows.map(({ clients }) => toBits(CLIENTS, clients)),
    has: rows.map(({ has }) => toBits(CONTENTS, has)),
    size: rows.map(({ size }) => size),
    metric: rows.map(({ metric }) => metric && [one(metric.name), metric.value, metric.text]),
    date: rows.map(({ date }) => one(date)),
    picture: rows.map(({ picture }) => picture && pictureValues(picture)),
  }
  return { strings: [...numbers.keys()], ...columns }
}

function pictureValues({
  small,
  smallWidth,
  large,
  largeWidth,
  largeHeight,
}: RowPicture): [string, number, string, number, number] {
  return [small, smallWidth, large, largeWidth, largeHeight]
}

/** What `formatSearchRows` wrote. */
export function parseSearchRows(json: string): SearchRow[] {
  const columns = JSON.parse(json) as RowColumns
  return columns.id.map((_, at) => rowAt(columns, at))
}

function rowAt(columns: RowColumns, at: number): SearchRow {
  const { strings } = columns
  const one = (column: readonly number[]): string | null => strings[column[at]!] ?? null
  const many = (column: readonly number[][]): string[] => column[at]!.map((number) => strings[number]!)
  const metric = columns.metric[at]
  return {
    id: columns.id[at]!,
    title: columns.title[at]!,
    summary: columns.summary[at]!,
    version: one(columns.version)!,
    task: one(columns.task),
    library: one(columns.library),
    license: one(columns.license)!,
    commercial: USES[columns.commercial[at]!]!,
    modality: many(columns.modality),
    tags: many(columns.tags),
    authors: many(columns.authors),
    datasets: many(columns.datasets),
    clients: fromBits(CLIENTS, columns.clients[at]!),
    has: fromBits(CONTENTS, columns.has[at]!),
    size: columns.size[at]!,
    metric: metric ? { name: strings[metric[0]]!, value: metric[1], text: metric[2] } : null,
    date: one(columns.date),
    picture: pictureAt(columns.picture[at]),
  }
}

function pictureAt(values: RowColumns['picture'][number] | undefined): RowPicture | null {
  if (!values) return null
  const [small, smallWidth, large, largeWidth, largeHeight] = values
  return { small, smallWidth, large, largeWidth, largeHeight }
}

function toBits<Name>(names: readonly Name[], those: readonly Name[]): number {
  return those.reduce((bits, name) => bits | (1 << names.indexOf(name)), 0)
}

function fromBits<Name>(names: readonly Name[], bits: number): Name[] {
  return names.filter((_, index) => bits & (1 << index))
}
