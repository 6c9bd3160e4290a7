/** What `npm run release` shows of each version that it records: what it holds, or what it changed against the version before. */
import type { PlannedCompletion, PlannedRelease } from '../src/release/plan-release.ts'
import { changeLines } from '../src/site/change-lines.ts'
import { formatBytes, plain, plural } from '../src/site/format.ts'
import { versionChanges, type FileChange } from '../src/site/version-changes.ts'
import type { ReleasedVersion } from '../src/store.ts'
import { escapeHidden } from '../src/zoo/problem.ts'

/** Of many files, so many are named. */
const MOST_NAMED = 10

/** Lines of text; the first names the entry and its version. */
export function releaseSummary({ id, before, after, passedOver }: PlannedRelease): string {
  const { date } = after
  const lines = [
    ...(before === null ? contents(after) : changes(before, after)),
    ...singles(after),
    passedOver === null
      ? `date: ${date}`
      : `date: ${date}; its card still says ${passedOver}, the day of a version before it or an earlier one`,
  ]
  return plain([head(id, before, after), ...lines.map((line) => `  ${escapeHidden(line)}`)].join('\n'))
}

/** The same of a version that was recorded before, and of which more is. */
export function completionSummary({ id, after, added }: PlannedCompletion): string {
  const lines = added.map(({ path, size }) => `  and ${path} (${formatBytes(size)})`)
  return plain([`${id} ${after.version}, recorded before`, ...lines.map(escapeHidden)].join('\n'))
}

function head(id: string, before: ReleasedVersion | null, { version }: ReleasedVersion): string {
  if (before === null) return `${id} ${version}, new`
  return `${id} ${version}, after ${before.version} of ${before.date}${before.yanked ? ' (withdrawn)' : ''}`
}

/** What clients of their own fetch beside the archives. */
function singles({ torchHub, monai }: ReleasedVersion): string[] {
  const files = { 'torch.hub': torchHub, MONAI: monai }
  return Object.entries(files).flatMap(([client, file]) =>
    file === undefined ? [] : [`for ${client}: ${lastPart(file.path)}, ${formatBytes(file.size)}`],
  )
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function contents({ downloads, license, results }: ReleasedVersion): string[] {
  const sections = downloads.map(({ section, size, files }) => {
    const count = files === null ? 'hosted elsewhere' : plural(files.length, 'file')
    return `${section}: ${formatBytes(size)}, ${count}`
  })
  const measured = results.length === 0 ? [] : [plural(results.length, 'result')]
  return [...(sections.length === 0 ? ['no downloads'] : sections), `Licence: ${license.name}`, ...measured]
}

function changes(before: ReleasedVersion, after: ReleasedVersion): string[] {
  const found = versionChanges(before, after)
  const files = found.sections.flatMap(({ section, before, after, files }) =>
    before === null || after === null || files === null ? [] : files.map((file) => fileLine(section, file)),
  )
  const more = files.length - MOST_NAMED
  const named = more > 1 ? [...files.slice(0, MOST_NAMED), `  and ${more} more files`] : files
  const said = [...changeLines(found), ...named]
  return said.length === 0 ? ['nothing changed but the version'] : said
}

function fileLine(section: string, { path, before, after }: FileChange): string {
  const sizes = [before, after].flatMap((size) => (size === null ? [] : [formatBytes(size)]))
  const sign = before === null ? '+' : after === null ? '-' : '~'
  return `  ${sign} ${section}/${path} (${[...new Set(sizes)].join(' → ')})`
}
