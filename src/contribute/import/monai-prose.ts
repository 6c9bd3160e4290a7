/** The prose of a MONAI bundle's card: its own README, and what else metadata.json tells people. */
import { firstLine, line, lines, list, record, type Loose } from './loose-values.ts'
import { escapeMarkdown, markdownList, markdownPart, markdownTable } from './markdown-table.ts'
import { tensorLists, tensorTable } from './monai-tensors.ts'

const MOST_CHANGES = 50

/** What this prose or the card has a place for. */
const CARRIED =
  /^(schema|name|version|changelog|.*_version|.*_data_format|task|description|authors|copyright|data_source|data_type|(image|label|pred)_classes|eval_metrics|intended_use|references)$/

/** Keys of metadata.json that nothing is made of; they stay in the file. */
export function uncarriedKeys(metadata: Loose): string[] {
  return Object.entries(metadata)
    .filter(([key, value]) => !CARRIED.test(key) && !isNothing(value))
    .map(([key]) => line(key) ?? '')
}

function isNothing(value: unknown): boolean {
  return typeof value === 'object' && value !== null
    ? Object.keys(value).length === 0
    : list(value).length === 0
}

/** `summary` is what the card says in one sentence already. */
export function monaiProse(
  { title, summary, readme }: { title: string; summary: string | null; readme: string },
  metadata: Loose,
): string {
  const description = line(metadata['description']) ?? ''
  const text = readme || `# ${title}\n\n${escapeMarkdown(description)}`
  const part = (heading: string, ...keys: string[]) =>
    markdownPart(heading, escapeMarkdown(firstLine(...keys.map((key) => metadata[key])) ?? ''))
  return [
    text.trim(),
    ...(readme === '' || description === (summary ?? '') ? [] : part('Description', 'description')),
    ...(line(metadata['task']) === summary ? [] : part('Task', 'task')),
    ...part('Intended use', 'intended_use'),
    ...markdownPart('Data', together(metadata, ['data_source', ''], ['data_type', 'Files: '])),
    ...markdownPart('Inputs and outputs', `${tensorTable(metadata)}\n\n${tensorLists(metadata)}`.trim()),
    ...markdownPart('Classes', together(metadata, ...CLASSES)),
    ...markdownPart('Software', markdownTable(['Package', 'Version'], packages(metadata))),
    ...markdownPart('References', markdownList(lines(metadata['references']))),
    ...part('Copyright', 'copyright'),
    ...markdownPart('Changes', markdownList(changes(metadata['changelog']))),
  ].join('\n\n')
}

const CLASSES = [
  ['image_classes', 'Images: '],
  ['label_classes', 'Labels: '],
  ['pred_classes', 'Predictions: '],
] as const

/** Single lines, each behind its own words. */
function together(metadata: Loose, ...keys: (readonly [string, string])[]): string {
  return keys
    .map(([key, words]): [string, string | null] => [words, line(metadata[key])])
    .flatMap(([words, text]) => (text === null ? [] : [words + escapeMarkdown(text)]))
    .join('\n\n')
}

function packages(metadata: Loose): string[][] {
  const names = Object.keys(metadata).flatMap((key) => /^(\w{1,60})_version$/.exec(key)?.[1] ?? [])
  const main = [...new Set(['monai', 'pytorch', 'numpy', ...names])].map((name) => [
    name,
    line(metadata[`${name}_version`]) ?? '',
  ])
  const further = {
    ...record(metadata['optional_packages_version']),
    ...record(metadata['required_packages_version']),
  }
  const others = Object.entries(further).map(([name, version]) => [line(name) ?? '', line(version) ?? ''])
  return [...main, ...others].filter(([, version]) => version !== '')
}

function changes(value: unknown): string[] {
  return Object.entries(record(value))
    .slice(0, MOST_CHANGES)
    .map(([version, text]) => `${line(version) ?? ''}: ${lines(text).join('; ')}`)
}
