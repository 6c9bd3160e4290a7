/** What a MONAI bundle's network takes and gives, as a table, and below it what has no room there. */
import { line, lines, list, record, type Loose } from './loose-values.ts'
import { escapeMarkdown, markdownTable } from './markdown-table.ts'

interface NamedTensor {
  side: string
  name: string
  tensor: Loose
}

/** Bundles of several networks have several formats: `autoencoder_data_format`, … */
function tensorsOf(metadata: Loose): NamedTensor[] {
  const formats = Object.entries(metadata).filter(([key]) => key.endsWith('_data_format'))
  return formats.flatMap(([, format]) =>
    sidesOf(record(format)).flatMap(([side, tensors]) =>
      Object.entries(record(tensors)).map(([name, tensor]) => ({
        ...{ side, name: line(name) ?? '', tensor: record(tensor) },
      })),
    ),
  )
}

/** Inputs first, outputs next, then what some have besides: `post_processed_outputs`. */
function sidesOf(format: Loose): [string, unknown][] {
  const others = Object.keys(format).filter((key) => key !== 'inputs' && key !== 'outputs')
  const sides = ['inputs', 'outputs', ...others].map((key): [string, unknown] => [
    (line(key) ?? '').replaceAll('_', ' ').replace(/^(in|out)puts$/, '$1put'),
    format[key],
  ])
  return sides.filter(([, tensors]) => Object.keys(record(tensors)).length > 0)
}

/** Empty where the metadata describes no tensors. */
export function tensorTable(metadata: Loose): string {
  return markdownTable(
    ['', 'Name', 'Kind', 'Channels', 'Shape', 'Type', 'Values'],
    tensorsOf(metadata).map(row),
  )
}

/** More are written below the table. */
const MOST_CHANNELS = 20
const MOST_VALUES = 8
const BELOW = 'see below'
/** More than any network tells apart. */
const MOST_NAMES = 2000

function row({ side, name, tensor }: NamedTensor): string[] {
  const kind = lines([tensor['modality'], tensor['format'] ?? tensor['type']].flat()).join(', ')
  const named = channelsOf(tensor).map(([, channel]) => channel)
  const count = line(tensor['num_channels']) ?? ''
  const channels = named.length > MOST_CHANNELS ? BELOW : named.join(', ')
  return [
    ...[side, name, kind],
    channels === '' ? count : `${count}: ${channels}`,
    shapeOf(tensor),
    line(tensor['dtype']) ?? '',
    rangeOf(tensor),
  ]
}

/** `{ "0": "background", "1": "liver" }` */
function channelsOf(tensor: Loose): [string, string][] {
  const named = Object.entries(record(tensor['channel_def'])).slice(0, MOST_NAMES)
  return named.map(([key, value]) => [line(key) ?? '', line(value) ?? ''])
}

function shapeOf(tensor: Loose): string {
  return list(tensor['spatial_shape'])
    .slice(0, MOST_VALUES)
    .map((size) => line(size) ?? '?')
    .join(' × ')
}

/** Two numbers are the ends of a range, words are all that is allowed. */
function rangeOf(tensor: Loose): string {
  const values = valuesOf(tensor)
  if (values.length > MOST_VALUES) return BELOW
  const isRange = values.length === 2 && values.every((value) => Number.isFinite(Number(value)))
  return values.join(isRange ? ' to ' : ', ')
}

function valuesOf(tensor: Loose): string[] {
  return list(tensor['value_range']).map((value) => line(value) ?? '')
}

/** What has no room in the table: descriptions, the names of many channels, and many values that are allowed. */
export function tensorLists(metadata: Loose): string {
  return tensorsOf(metadata)
    .flatMap(({ side, name, tensor }) => {
      const channels = channelsOf(tensor).map(([key, channel]) => `${key} ${channel}`)
      const description = line(tensor['description'])
      return [
        ...(description === null ? [] : [`${side} ${name}: ${description}`]),
        ...(channels.length > MOST_CHANNELS ? [`${side} ${name}: ${channels.join(', ')}`] : []),
        ...(valuesOf(tensor).length > MOST_VALUES ? [`${side} ${name}: ${valuesOf(tensor).join(', ')}`] : []),
      ]
    })
    .map(escapeMarkdown)
    .join('\n\n')
}
