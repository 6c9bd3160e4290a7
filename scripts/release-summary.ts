/** What `npm run release` shows of each version that it records: sections, files, sizes, licence and results, beside those of the version before. */
import { downloadChanges, type DownloadChange, type FileChanges } from '../src/release/download-changes.ts'
import type { PlannedRelease } from '../src/release/plan-release.ts'
import { formatBytes, plain, plural } from '../src/site/format.ts'
import type { ReleasedVersion } from '../src/store.ts'
import type { Result } from '../src/zoo/entry.ts'
import { escapeHidden } from '../src/zoo/problem.ts'

/** Of many files, so many are named. */
const MOST_NAMED = 10

/** Lines of text; the first names the entry and its version. */
export function releaseSummary({ id, before, after, passedOver }: PlannedRelease): string {
  const head =
    before === null
      ? `${id} ${after.version}, new`
      : `${id} ${after.version}, after ${before.version} of ${before.date}${before.yanked ? ' (withdrawn)' : ''}`
  const lines = [
    ...sectionLines(before, after),
    ...changeLine('licence', before?.license.name, after.license.name),
    ...(before === null ? [] : resultLines(before.results, after.results)),
    ...dateLine(after.date, passedOver),
  ]
  return plain([head, ...lines.map((line) => `  ${escapeHidden(line)}`)].join('\n'))
}

function sectionLines(before: ReleasedVersion | null, after: ReleasedVersion): string[] {
  const changes = downloadChanges(before?.downloads ?? [], after.downloads)
  const same = after.downloads.length - changes.filter((change) => change.after !== null).length
  const rest = same === 0 ? [] : [`${plural(same, 'section')} as before`]
  return [...changes.flatMap(changeLines), ...rest]
}

function changeLines({ section, before, after, files }: DownloadChange): string[] {
  if (after === null) return [`${section}: gone (${formatBytes(before!.size)})`]
  if (before === null) {
    const count = after.files === null ? 'hosted elsewhere' : plural(after.files.length, 'file')
    return [`${section}: ${formatBytes(after.size)}, ${count}`]
  }
  return [
    `${section}: ${formatBytes(before.size)} → ${formatBytes(after.size)}`,
    ...(files === null ? [] : fileLines(files)),
  ]
}

function fileLines({ added, removed, changed }: FileChanges): string[] {
  const lines = [
    ...added.map(({ path, size }) => `  + ${path} (${formatBytes(size)})`),
    ...removed.map(({ path, size }) => `  - ${path} (${formatBytes(size)})`),
    ...changed.map(
      ({ before, after }) => `  ~ ${after.path} (${formatBytes(before.size)} → ${formatBytes(after.size)})`,
    ),
  ]
  const more = lines.length - MOST_NAMED
  return more > 1 ? [...lines.slice(0, MOST_NAMED), `  and ${more} more files`] : lines
}

function changeLine(what: string, before: string | undefined, after: string): string[] {
  if (before === undefined) return [`${what}: ${after}`]
  return before === after ? [] : [`${what}: ${before} → ${after}`]
}

function resultLines(before: readonly Result[], after: readonly Result[]): string[] {
  const then = new Map(before.map((result) => [nameOf(result), result.value]))
  const now = new Map(after.map((result) => [nameOf(result), result.value]))
  const names = [...new Set([...then.keys(), ...now.keys()])]
  return names.flatMap((name) => {
    const [was, is] = [then.get(name) ?? 'none', now.get(name) ?? 'none']
    return was === is ? [] : [`${name}: ${was} → ${is}`]
  })
}

function nameOf({ metric, dataset, split }: Result): string {
  return `${metric} (${dataset}${split === null ? '' : `, ${split}`})`
}

function dateLine(date: string, passedOver: string | null): string[] {
  if (passedOver === null) return [`date: ${date}`]
  return [`date: ${date}; its card still says ${passedOver}, the day of an earlier version`]
}
