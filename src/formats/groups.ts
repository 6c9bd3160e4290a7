/**
 * URLs: /tasks/, /tasks/<slug>/, /tags/, /tags/<slug>/
 * Reader: people without scripts, search engines, and links from elsewhere.
 * Trap: tags come from strangers, so what groups them is their slug, which is safe; see `slugs.ts`.
 */
import type { ListedEntry } from '../store.ts'
import { CATALOGUE, countPages, pagePath, type PagedList } from './pagination.ts'
import { slugOf } from './slugs.ts'

/** The first component of their addresses. */
export type GroupKind = 'tasks' | 'tags'
export const GROUP_KINDS: readonly GroupKind[] = ['tasks', 'tags']

/** Entries that share a task or a tag. */
export interface Group<Entry = ListedEntry> {
  slug: string
  /** As most of the entries spell it. */
  name: string
  /** In the order that was given. */
  entries: Entry[]
}

type Named = Pick<ListedEntry, 'task' | 'tags'>

/** Tags of one entry that have a page: a card may list any number, and each is a file. */
export const MOST_TAGS = 64

/** The groups that an entry is in: the name that it gives each, by slug. `slugFor` may remember. */
export function groupNames(entry: Named, kind: GroupKind, slugFor = slugOf): Map<string, string> {
  const names = kind === 'tags' ? entry.tags.slice(0, MOST_TAGS) : entry.task ? [entry.task] : []
  const bySlug = new Map<string, string>()
  for (const name of names) {
    const slug = slugFor(name)
    if (!bySlug.has(slug)) bySlug.set(slug, name)
  }
  return bySlug
}

/** All groups of a kind, sorted by slug. */
export function groupsOf<Entry extends Named>(kind: GroupKind, entries: readonly Entry[]): Group<Entry>[] {
  const slugFor = remembered(slugOf)
  const groups = new Map<string, { entries: Entry[]; spellings: Map<string, number> }>()
  for (const entry of entries) {
    for (const [slug, name] of groupNames(entry, kind, slugFor)) {
      const group = groups.get(slug) ?? { entries: [], spellings: new Map<string, number>() }
      groups.set(slug, group)
      group.entries.push(entry)
      group.spellings.set(name, (group.spellings.get(name) ?? 0) + 1)
    }
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([slug, { entries, spellings }]) => ({ slug, name: mostUsed(spellings), entries }))
}

/** The pages of a group. */
export function groupList(kind: GroupKind, slug: string): PagedList {
  const path = `${kind}/${slug}/`
  return { first: path, base: path }
}

/** The paths of all pages that list entries, the home page first. */
export function listPaths(entries: readonly Named[]): string[] {
  return [
    ...pathsOf(CATALOGUE, entries.length),
    ...GROUP_KINDS.flatMap((kind) => {
      const groups = groupsOf(kind, entries)
      const pages = groups.flatMap(({ slug, entries }) => pathsOf(groupList(kind, slug), entries.length))
      return groups.length === 0 ? [] : [`${kind}/`, ...pages]
    }),
  ]
}

function pathsOf(list: PagedList, entries: number): string[] {
  return Array.from({ length: countPages(entries) }, (_, index) => pagePath(list, index + 1))
}

function mostUsed(spellings: ReadonlyMap<string, number>): string {
  const [first] = [...spellings].sort(([a, often], [b, times]) => times - often || (a < b ? -1 : 1))
  return first![0]
}

/** Many entries share few names. */
function remembered(slugFor: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>()
  return (name) => {
    const slug = known.get(name) ?? slugFor(name)
    known.set(name, slug)
    return slug
  }
}
