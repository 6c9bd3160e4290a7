/** The prose of a BioImage.IO model's card: its documentation, its tensors, and what it was trained on. */
import { firstSentence } from '../../zoo/prose.ts'
import { firstLine, line, lines, list, paragraphs, record, type Loose } from './loose-values.ts'
import { escapeMarkdown, markdownPart, markdownTable } from './markdown-table.ts'

export function bioimageProse(title: string, documentation: string, rdf: Loose): string {
  const description = escapeMarkdown(paragraphs(rdf['description']))
  const text = documentation === '' ? `# ${escapeMarkdown(title)}\n\n${description}` : documentation
  const data = record(rdf['training_data'])
  const rows = (['inputs', 'outputs'] as const).flatMap((side) =>
    list(rdf[side]).map((tensor) => row(side.slice(0, -1), record(tensor))),
  )
  const head = ['', 'Name', 'Axes', 'Shape', 'Type', 'Values', 'Steps', 'Description']
  return [
    text.trim(),
    ...(documentation === '' || isOneSentence(rdf) ? [] : markdownPart('Description', description)),
    ...markdownPart('Inputs and outputs', markdownTable(head, rows)),
    ...markdownPart('Weights', markdownTable(['Format', 'Made of', 'Version'], weightRows(rdf['weights']))),
    ...markdownPart(
      'Training data',
      escapeMarkdown(firstLine(data['name'], data['id'], data['description']) ?? ''),
    ),
  ].join('\n\n')
}

/** Then it is the card's summary. */
function isOneSentence(rdf: Loose): boolean {
  const description = line(rdf['description']) ?? ''
  return (firstSentence(description) ?? description) === description
}

function row(side: string, tensor: Loose): string[] {
  const steps = [...list(tensor['preprocessing']), ...list(tensor['postprocessing'])].map(record)
  return [
    side,
    firstLine(tensor['id'], tensor['name']) ?? '',
    axes(tensor['axes']),
    shape(tensor),
    firstLine(tensor['data_type'], record(tensor['data'])['type']) ?? '',
    range(tensor),
    steps
      .map((step) => firstLine(step['id'], step['name']) ?? '')
      .filter((name) => name !== '')
      .join(', '),
    line(tensor['description']) ?? '',
  ]
}

/** `bcyx` before 0.5, a list of objects since then. */
function axes(value: unknown): string {
  if (typeof value === 'string') return (line(value) ?? '').slice(0, 12).replace(/\B/g, ' ')
  return list(value).map(record).map(axisName).join(' ')
}

/** With the names of its channels. The one axis of space that has no name is x. */
function axisName(axis: Loose): string {
  const name = firstLine(axis['id'], axis['type'] === 'space' ? 'x' : axis['type']) ?? ''
  const channels = lines(axis['channel_names'])
  return channels.length === 0 ? name : `${name} (${channels.join(', ')})`
}

/** Empty where every number is allowed. */
function range(tensor: Loose): string {
  const ends = list(tensor['data_range'] ?? record(tensor['data'])['range']).map((end) => line(end) ?? '')
  const isOpen = ends.every((end) => /^-?\.?inf(inity)?$/i.test(end))
  return ends.length === 2 && !isOpen ? ends.join(' to ') : ''
}

function shape(tensor: Loose): string {
  const stated = tensor['shape']
  if (stated === undefined) return list(tensor['axes']).map(record).map(axisSize).join(' × ')
  if (Array.isArray(stated)) return sizes(stated)
  const { min, step, reference_tensor, reference_input, scale } = record(stated)
  // Its name before 0.3.1.
  const reference = reference_tensor ?? reference_input
  if (reference !== undefined) return `${line(reference) ?? ''} times ${sizes(scale)}`
  return step === undefined ? sizes(min) : `from ${sizes(min)} in steps of ${sizes(step)}`
}

function sizes(value: unknown): string {
  return list(value)
    .slice(0, 12)
    .map((size) => line(size) ?? '?')
    .join(' × ')
}

function axisSize(axis: Loose): string {
  const size = record(axis['size'])
  const names = list(axis['channel_names']).length
  if (size['min'] !== undefined) return `${line(size['min']) ?? '?'} + n·${line(size['step']) ?? '?'}`
  if (size['axis_id'] !== undefined) return `as ${line(size['axis_id']) ?? '?'}`
  return line(axis['size']) ?? (names > 0 ? String(names) : 'any')
}

function weightRows(value: unknown): string[][] {
  return Object.entries(record(value)).map(([format, entry]) => {
    const versions = Object.entries(record(entry)).filter(([key]) =>
      /^(pytorch|tensorflow|keras|opset)_?version$/.test(key),
    )
    return [
      line(format) ?? '',
      line(record(entry)['parent']) ?? '',
      versions.map(([key, version]) => `${key.replace('_version', '')} ${line(version) ?? ''}`).join(', '),
    ]
  })
}
