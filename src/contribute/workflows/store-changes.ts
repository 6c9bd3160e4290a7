/**
 * What a pull request would change in a store, as GitHub's Markdown for the summary of a job: two `catalogue.json` compared. Both were
 * written by builds of a stranger's files, so that every word of them stands in a code span.
 */
import { z } from 'zod'
import { UserError } from '../../lib/user-error.ts'
import { formatBytes, plain, plural } from '../../site/format.ts'
import { codeSpan, fittingLines } from './code-span.ts'

const catalogueSchema = z.object({
  formatVersion: z.literal(1),
  entries: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      version: z.string(),
      license: z.object({ name: z.string() }),
      downloads: z.array(
        z.object({
          section: z.string(),
          path: z.string().optional(),
          url: z.string().optional(),
          size: z.number().nonnegative(),
          sha256: z.string(),
        }),
      ),
    }),
  ),
})
export type Catalogue = z.output<typeof catalogueSchema>
type Entry = Catalogue['entries'][number]

/** GitHub takes 1 MiB of summary, and shows nothing of one that is larger. */
const MOST_BYTES = 900_000
const MOST_ROWS = 500
/** Of one entry. */
const MOST_DOWNLOADS = 10

/** @throws UserError where the text is no catalogue; `name` is the file's. */
export function parseCatalogue(text: string, name: string): Catalogue {
  try {
    return catalogueSchema.parse(JSON.parse(text))
  } catch {
    throw new UserError(`${name} is no catalogue.json of a store.`)
  }
}

/** `before` is null where the store before the change could not be built: then every entry is new. */
export function formatStoreChanges(before: Catalogue | null, after: Catalogue): string {
  const old = new Map(before?.entries.map((entry) => [entry.id, entry]))
  const now = new Set(after.entries.map(({ id }) => id))
  const rows = [
    ...after.entries.flatMap((entry) => changeOf(old.get(entry.id), entry)),
    ...[...old.values()]
      .filter(({ id }) => !now.has(id))
      .map((entry) => row('**removed**', entry, entry.version)),
  ]
  const shown = fittingLines(rows.slice(0, MOST_ROWS), MOST_BYTES)
  const total = after.entries.reduce((sum, entry) => sum + bytesOf(entry), 0)
  return [
    '## What this changes in the store',
    '',
    ...(before === null
      ? ['The store before the change could not be built, so every entry counts as new.', '']
      : []),
    ...(rows.length === 0 ? ['No entry is new, changed or removed.'] : [...HEAD, ...shown]),
    ...(rows.length > shown.length ? ['', `And ${plural(rows.length - shown.length, 'more', 'more')}.`] : []),
    '',
    `Afterwards: ${plural(after.entries.length, 'entry', 'entries')}, ${size(total)} to download.`,
    '',
  ].join('\n')
}

const HEAD = [
  '| | entry | title | version | licence | bytes | downloads |',
  '| --- | --- | --- | --- | --- | ---: | --- |',
]

function changeOf(before: Entry | undefined, entry: Entry): string[] {
  if (before === undefined) return [row('new', entry, entry.version)]
  if (JSON.stringify(before) === JSON.stringify(entry)) return []
  const isSameVersion = before.version === entry.version
  const hasOtherBytes = sumsOf(before) !== sumsOf(entry)
  const what = isSameVersion && hasOtherBytes ? '**other bytes under the same version**' : 'changed'
  const licence = before.license.name === entry.license.name ? '' : `${codeSpan(before.license.name)} → `
  return [row(what, entry, isSameVersion ? entry.version : [before.version, entry.version], licence)]
}

function row(what: string, entry: Entry, version: string | [string, string], formerLicence = ''): string {
  const versions = typeof version === 'string' ? codeSpan(version) : version.map(codeSpan).join(' → ')
  const cells = [
    ...[what, codeSpan(entry.id), codeSpan(entry.title), versions],
    ...[formerLicence + codeSpan(entry.license.name), size(bytesOf(entry))],
    downloadsText(entry.downloads),
  ]
  return `| ${cells.join(' | ')} |`
}

function downloadsText(downloads: Entry['downloads']): string {
  const rest = downloads.length - MOST_DOWNLOADS
  const named = downloads.slice(0, MOST_DOWNLOADS).map(downloadText).join(', ')
  return rest > 0 ? `${named} and ${plural(rest, 'more', 'more')}` : named
}

function downloadText({ section, url, size: bytes }: Entry['downloads'][number]): string {
  const host = url === undefined ? '' : `, at ${codeSpan(URL.parse(url)?.host ?? url)}`
  return `${codeSpan(section)} (${size(bytes)}${host})`
}

function sumsOf({ downloads }: Entry): string {
  return downloads
    .map(({ section, sha256 }) => `${section} ${sha256}`)
    .sort()
    .join('\n')
}

function bytesOf({ downloads }: Entry): number {
  return downloads.reduce((sum, download) => sum + download.size, 0)
}

function size(bytes: number): string {
  return plain(formatBytes(bytes))
}
