/** What was found out about files on the disk, as lines for people. */
import { formatBytes, plain, plural } from '../../site/format.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import type { InstalledPart } from '../install/record.ts'
import { showStore } from '../store/show-store.ts'
import type { StoreAnswer } from './ask-store.ts'
import { isWhole, type PartVerdict } from './compare-folder.ts'
import type { FileVerdict, InstalledVerdict, PathVerdict } from './verify-path.ts'

/** Of a long list, nobody reads more. */
const MOST_NAMED = 20

/** Everything is as it was published, as far as anybody can tell. */
export function isGood({ installed, files }: PathVerdict): boolean {
  return (
    installed.every((one) => isWhole(one) && one.answers.every(({ state }) => state !== 'differs')) &&
    files.every(({ known }) => known !== null)
  )
}

export function verdictLines(verdict: PathVerdict): string[] {
  const lines = [
    ...verdict.installed.flatMap(folderLines),
    ...verdict.files.map(fileLine),
    ...verdict.silent.map((why) => `One store could not be asked. ${why}`),
  ]
  return lines.map(escapeHidden).map(plain)
}

function folderLines({ dir, parts, answers, extra, asked }: InstalledVerdict): string[] {
  return [
    ...parts.flatMap((part, index) => partLines(dir, part, answers[index]!, asked)),
    ...list(`${dir}: not of the store, and not looked at`, extra),
  ]
}

function partLines(
  dir: string,
  { part, missing, changed }: PartVerdict,
  answer: StoreAnswer,
  asked = part.store,
): string[] {
  const name = `${dir}: ${partName(part)}`
  const count = missing.length + changed.length
  const size = part.files.reduce((sum, file) => sum + file.size, 0)
  const state =
    count === 0
      ? `whole (${plural(part.files.length, 'file')}, ${formatBytes(size)})`
      : `${plural(count, 'file')} of ${part.files.length} ${count === 1 ? 'is' : 'are'} not as installed`
  return [
    `${name}: ${state}; ${answerText(part, answer, asked)}`,
    ...list('  missing', missing),
    ...list('  changed', changed),
  ]
}

function partName({ id, version, section }: InstalledPart): string {
  return [id, version, section === id ? null : section].filter((word) => word !== null).join(' ')
}

function answerText({ version }: InstalledPart, answer: StoreAnswer, url: string): string {
  const store = showStore(url)
  const newer =
    answer.newest !== null && answer.newest !== version
      ? ` The newest version there is ${answer.newest}.`
      : ''
  switch (answer.state) {
    case 'same':
      return `${store} publishes the same.${newer}`
    case 'differs':
      return `${store} PUBLISHES SOMETHING ELSE under this version: ask its owner why, and get it again with --force.${newer}`
    case 'unknown':
      return `by the record of its installation. ${answer.why}${newer}`
    case 'silent':
      return `by the record of its installation alone. ${answer.why}`
  }
}

function fileLine({ path, known }: FileVerdict): string {
  return known === null
    ? `${path}: unknown to the stores`
    : `${path}: ${known.what}, of ${showStore(known.store)}`
}

function list(what: string, paths: readonly string[]): string[] {
  if (paths.length === 0) return []
  const more = paths.length > MOST_NAMED ? [`${paths.length - MOST_NAMED} more`] : []
  return [`${what}: ${[...paths.slice(0, MOST_NAMED), ...more].join(', ')}`]
}
