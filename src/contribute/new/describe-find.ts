/** What was found, in a few lines for a person. */
import { formatBytes, formatCount, libraryLabel, plain, plural } from '../../site/format.ts'
import { GIT_FILE_BYTES } from '../../check/host-limits.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import { sectionsOf, type PlacedFile } from './arrange.ts'
import { nameOfFile } from './clues.ts'
import type { Proposal } from './proposal.ts'
import type { Refusal, Survey } from './survey.ts'

/** Names that are listed before the rest is only counted. */
const MOST_NAMES = 5

const LAYOUTS = {
  card: null,
  digits: 'a model that DIGITS saved; its folder stays as it is',
  nnunet: 'a result of nnU-Net; its folders stay as they are',
} as const

export function describeFind(found: Pick<Survey, 'files' | 'leftOut'>, proposal: Proposal): string[] {
  const { layout, files, answers } = proposal
  const bytes = totalSize(files)
  const left = [...found.leftOut, ...proposal.leftOut]
  return [
    found.files.length === files.length
      ? `Found ${plural(files.length, 'file')} (${size(bytes)}); all will be copied.`
      : `Found ${plural(found.files.length, 'file')}; ${formatCount(files.length)} (${size(bytes)}) will be copied.`,
    ...(LAYOUTS[layout] === null ? [] : [`This is ${LAYOUTS[layout]}.`]),
    ...(layout === 'card' ? sectionLines(files) : []),
    ...(answers.library === undefined ? [] : [`Framework: ${escapeHidden(libraryLabel(answers.library))}`]),
    ...(left.length === 0 ? [] : [`Left out: ${listed(left)}`]),
    ...(proposal.renamed.length === 0
      ? []
      : [`The copies get names that every system can keep: ${listed(proposal.renamed)}`]),
    ...tooLargeForGit(files),
  ]
}

function sectionLines(files: readonly PlacedFile[]): string[] {
  const sections = sectionsOf(files).map(({ name, count, size: bytes }) => {
    const largest = largestNames(files.filter(({ path }) => path.startsWith(`${name}/`)))
    return `${name}/: ${plural(count, 'file')}, ${size(bytes)}: ${largest}`
  })
  const beside = files.filter(({ path }) => !path.includes('/')).map(({ path }) => path)
  return [...sections, ...(beside.length === 0 ? [] : [`beside the card: ${listed(beside)}`])].map(
    escapeHidden,
  )
}

/** What somebody looks for who wonders what is so large, or what a file does there. */
function largestNames(files: readonly PlacedFile[]): string {
  const bySize = files.toSorted((a, b) => b.size - a.size).map(({ path }) => nameOfFile(path))
  const shown = bySize.slice(0, 3).join(', ')
  return bySize.length > 3 ? `${shown} …` : shown
}

/** Files that a push to GitHub is refused for, in a sentence; none where there is no such file. */
function tooLargeForGit(files: readonly PlacedFile[]): string[] {
  const names = files.filter(({ size: bytes }) => bytes > GIT_FILE_BYTES).map(({ path }) => path)
  if (names.length === 0) return []
  return [
    `GitHub refuses a push with a file of more than 100 MiB: ${listed(names)}. Remove what nobody needs, or host it elsewhere and name it in the card (docs/deploying.md, "Limits of hosts").`,
  ]
}

/** One line for each, as far as a person reads. */
export function describeRefusals(refused: readonly Refusal[]): string[] {
  const lines = refused.slice(0, 20).map(({ path, message }) => `${path}: ${message}`)
  const more = refused.length - lines.length
  return [
    ...lines,
    ...(more > 0 ? [`… and ${plural(more, 'more file')} like these.`] : []),
    ...(refused.some(isWholeModel) ? [STATE_DICT] : []),
  ].map(escapeHidden)
}

const STATE_DICT =
  'Where the code of a PyTorch model is at hand, Python saves its weights alone: torch.save(torch.load("model.pt", weights_only=False).state_dict(), "weights.pt")'

function isWholeModel({ path, message }: Refusal): boolean {
  return /\.(pth?|ckpt)$/i.test(path) && message.includes('not on the allow list')
}

export function totalSize(files: readonly { size: number }[]): number {
  return files.reduce((sum, file) => sum + file.size, 0)
}

export function size(bytes: number): string {
  return plain(formatBytes(bytes))
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).join(', ')
  return escapeHidden(
    names.length > MOST_NAMES ? `${shown} and ${plural(names.length - MOST_NAMES, 'more', 'more')}` : shown,
  )
}
