/** By what the catalogue can be narrowed: each facet, its values of an entry, and what people read. */
import type { SearchRow } from '../../formats/search-rows.ts'
import { libraryLabel, taskLabel } from '../format.ts'
import { CLIENT_NAMES } from '../client-names.ts'

export const FACET_KEYS = [
  'task',
  'modality',
  'framework',
  'licence',
  'commercial',
  'client',
  'size',
  'has',
  'tag',
] as const
/** The parameter of the address, too. */
export type FacetKey = (typeof FACET_KEYS)[number]

export interface Facet {
  label: string
  valuesOf: (row: SearchRow) => readonly string[]
  labelOf: (value: string) => string
  /** Values that are shown before somebody asks for more. */
  shown: number
  /** In this order; absent: the commonest first. */
  order?: readonly string[]
}

/** Bytes below which a band ends; what people read. */
const SIZES = [
  { value: 'under-10-mb', below: 1e7, label: 'under 10 MB' },
  { value: '10-to-100-mb', below: 1e8, label: '10 to 100 MB' },
  { value: '100-mb-to-1-gb', below: 1e9, label: '100 MB to 1 GB' },
  { value: 'over-1-gb', below: Infinity, label: '1 GB and more' },
] as const
const SIZE_LABELS = new Map<string, string>(SIZES.map(({ value, label }) => [value, label]))
const USES = new Map([
  ['yes', 'Allowed'],
  ['ask', 'Ask the authors'],
  ['no', 'Not allowed'],
])
const CONTENTS = new Map([
  ['weights', 'Weights'],
  ['data', 'Data'],
  ['code', 'Code'],
])
const CLIENTS = new Map<string, string>(Object.entries(CLIENT_NAMES))

export const FACETS: Record<FacetKey, Facet> = {
  task: { label: 'Task', valuesOf: ({ task }) => one(task), labelOf: taskLabel, shown: 8 },
  modality: { label: 'Modality', valuesOf: ({ modality }) => modality, labelOf: asIs, shown: 6 },
  framework: {
    label: 'Framework',
    valuesOf: ({ library }) => one(library && libraryLabel(library)),
    labelOf: asIs,
    shown: 6,
  },
  licence: { label: 'Licence', valuesOf: ({ license }) => [license], labelOf: asIs, shown: 6 },
  commercial: {
    label: 'Commercial use',
    valuesOf: ({ commercial }) => [commercial],
    ...named(USES),
  },
  client: { label: 'Client that reads it', valuesOf: ({ clients }) => clients, ...named(CLIENTS) },
  size: { label: 'Size', valuesOf: ({ size }) => bandOf(size), ...named(SIZE_LABELS) },
  has: { label: 'Holds', valuesOf: ({ has }) => has, ...named(CONTENTS) },
  tag: { label: 'Tag', valuesOf: ({ tags }) => tags, labelOf: asIs, shown: 10 },
}

function named(labels: ReadonlyMap<string, string>): Pick<Facet, 'labelOf' | 'shown' | 'order'> {
  return { labelOf: (value) => labels.get(value) ?? value, shown: labels.size, order: [...labels.keys()] }
}

function bandOf(size: number | null): string[] {
  return size === null ? [] : [SIZES.find(({ below }) => size < below)!.value]
}

function one(value: string | null): string[] {
  return value === null ? [] : [value]
}

function asIs(value: string): string {
  return value
}
