/** What each page shows that lists entries: no more than it takes to render it, as that decides whether it is rendered again. */
import { inCatalogueOrder } from '../formats/catalogue-order.ts'
import { GROUP_KINDS, groupList, groupsOf, type Group, type GroupKind } from '../formats/groups.ts'
import { CATALOGUE, countPages, pagePath, sliceOf, type PagedList } from '../formats/pagination.ts'
import type { ListedEntry } from '../store.ts'
import { totalSize } from './facts.ts'
import { libraryLabel, taskLabel } from './format.ts'

/** Tasks or tags on the home page. */
const MOST_SHOWN = 10

interface Paged {
  list: PagedList
  /** Counted from 1. */
  page: number
  pages: number
  /** Entries on all of them. */
  total: number
}

/** A page of the catalogue behind the first, which is the home page. */
export interface CataloguePage extends Paged {
  kind: 'catalogue'
  entries: ListedEntry[]
}

/** A line of a plain list. */
export interface Row {
  id: string
  title: string
  summary: string
  /** Task, framework, licence, size: `Image segmentation · NiftyNet · CC-BY-4.0 · 13.3 MB`. */
  line: string
}

/** The entries of one task or tag. */
export interface GroupPage extends Paged {
  kind: 'group'
  of: GroupKind
  label: string
  rows: Row[]
}

export interface GroupCount {
  path: string
  label: string
  count: number
}

/** All tasks, or all tags. */
export interface GroupIndex {
  kind: 'groups'
  of: GroupKind
  /** Sorted by label, whatever its case. */
  groups: GroupCount[]
}

export type ListPage = CataloguePage | GroupPage | GroupIndex

/** Every page that lists entries, the home page left out, by its path: `tags/ct/2/`. */
export function* listPages(entries: readonly ListedEntry[]): Generator<[path: string, page: ListPage]> {
  const ordered = inCatalogueOrder(entries)
  for (const paged of pagesOf(CATALOGUE, ordered.length).slice(1))
    yield [pathOf(paged), { kind: 'catalogue', ...paged, entries: sliceOf(ordered, paged.page) }]
  for (const kind of GROUP_KINDS) {
    const groups = groupsOf(kind, ordered)
    if (groups.length === 0) continue
    yield [`${kind}/`, { kind: 'groups', of: kind, groups: groupCounts(kind, groups) }]
    for (const group of groups) yield* groupPages(kind, group)
  }
}

/** What an index of all groups shows of them. */
function groupCounts(kind: GroupKind, groups: readonly Group[]): GroupCount[] {
  const counts = groups.map(({ slug, name, entries }) => {
    const label = groupLabel(kind, name)
    return { path: groupList(kind, slug).first, label, count: entries.length, sort: label.toLowerCase() }
  })
  return counts
    .sort((a, b) => (a.sort < b.sort ? -1 : a.sort > b.sort ? 1 : a.path < b.path ? -1 : 1))
    .map(({ path, label, count }) => ({ path, label, count }))
}

/** The largest groups of a kind, for the home page. */
export function largestGroups(kind: GroupKind, entries: readonly ListedEntry[]): GroupCount[] {
  const groups = groupCounts(kind, groupsOf(kind, entries))
  return groups.sort((a, b) => b.count - a.count).slice(0, MOST_SHOWN)
}

function* groupPages(kind: GroupKind, { slug, name, entries }: Group): Generator<[string, GroupPage]> {
  const label = groupLabel(kind, name)
  for (const paged of pagesOf(groupList(kind, slug), entries.length)) {
    const rows = sliceOf(entries, paged.page).map((entry) => rowOf(entry, kind))
    yield [pathOf(paged), { kind: 'group', of: kind, label, ...paged, rows }]
  }
}

function pagesOf(list: PagedList, total: number): Paged[] {
  const pages = countPages(total)
  return Array.from({ length: pages }, (_, index) => ({ list, page: index + 1, pages, total }))
}

function pathOf({ list, page }: Paged): string {
  return pagePath(list, page)
}

function groupLabel(kind: GroupKind, name: string): string {
  return kind === 'tasks' ? taskLabel(name) : name
}

/** Without what the page's heading says of all its rows. */
function rowOf(entry: ListedEntry, kind: GroupKind): Row {
  const { id, title, summary, task, library, license, downloads } = entry
  const facts = [
    kind !== 'tasks' && task && taskLabel(task),
    library && libraryLabel(library),
    license.name,
    downloads.length > 0 && totalSize(entry).text,
  ]
  return { id, title, summary, line: facts.filter(Boolean).join(' · ') }
}
