/** What a version changed, in sentences: for its model's page, and for the person who releases it. */
import { formatBytes, formatCount, plural } from './format.ts'
import type { FileChange, ResultChange, SectionChange, VersionChanges } from './version-changes.ts'

/** One sentence a change: sections first, results, of which there may be many, last. Names and titles in them are untrusted text. */
export function changeLines({ title, license, sections, results }: VersionChanges): string[] {
  return [
    ...sections.map(sectionLine),
    ...(license ? [`Licence: ${license.after}, was ${license.before}`] : []),
    ...(title ? [`Title: ${title.after}, was ${title.before}`] : []),
    ...results.map(resultLine),
  ]
}

/** What changed, in as few words: `weights, licence, results`; '' where nothing did. */
export function changedParts({ title, license, sections, results }: VersionChanges): string {
  const names = sections.map(({ section }) => section)
  return [
    ...(names.length > MOST_NAMES ? [plural(names.length, 'section')] : names),
    ...(license ? ['licence'] : []),
    ...(title ? ['title'] : []),
    ...(results.length > 0 ? ['results'] : []),
  ].join(', ')
}

/** Sections that are named rather than counted. */
const MOST_NAMES = 4

/** `weights: 17.9 MB, was 17.2 MB; 2 files added, 1 removed`. */
function sectionLine({ section, before, after, files }: SectionChange): string {
  if (before === null)
    return `${section} is new: ${sizeText(after)}${files ? `, ${plural(files.length, 'file')}` : ''}`
  if (after === null) return `${section} is gone: it had ${sizeText(before)}`
  const size =
    sizeText(before) === sizeText(after)
      ? `${sizeText(after)}, as before`
      : `${sizeText(after)}, was ${sizeText(before)}`
  return `${section}: ${size}; ${files === null ? 'other contents' : fileCounts(files)}`
}

function sizeText(size: number | null): string {
  return formatBytes(size ?? 0)
}

/** `2 files added, 1 removed`. */
export function fileCounts(files: readonly FileChange[]): string {
  const counts = [
    { count: files.filter(({ before }) => before === null).length, done: 'added' },
    { count: files.filter(({ after }) => after === null).length, done: 'removed' },
    { count: files.filter(({ before, after }) => before !== null && after !== null).length, done: 'changed' },
  ].filter(({ count }) => count > 0)
  // The archive may have been packed by another release.
  if (counts.length === 0) return 'the same files, packed anew'
  return counts
    .map(({ count, done }, index) => `${index === 0 ? plural(count, 'file') : formatCount(count)} ${done}`)
    .join(', ')
}

function resultLine({ name, before, after }: ResultChange): string {
  if (before === null) return `${name}: ${after}, not stated before`
  if (after === null) return `${name}: no longer stated, was ${before}`
  return `${name}: ${after}, was ${before}`
}
