/** Models side by side: which rows a comparison has, and which of them differ. Everything is plain text. */
import type { DocumentVersion, EntryDocument, WithdrawnDocument } from './entry-document.ts'
import { formatBytes, libraryLabel, plural, taskLabel } from './format.ts'
import { commercialUse } from './licenses.ts'
import { CLIENT_NAMES } from './client-names.ts'
import { verdictText } from './weights.ts'

/** One column. */
export interface ComparedModel {
  entry: EntryDocument
  version: DocumentVersion
}

export interface CompareRow {
  term: string
  /** What the term is said of, such as a data set; '' where that is clear. */
  of: string
  /** Lines for each model, in their order; none where it does not say. */
  cells: string[][]
  differs: boolean
}

export interface CompareGroup {
  heading: string
  rows: CompareRow[]
}

type Cell = (model: ComparedModel) => string[]

/** What was found in the files of the current version says nothing of earlier ones. */
const ofCurrent =
  (cell: Cell): Cell =>
  (model) =>
    isCurrent(model) ? cell(model) : []

const FACTS: readonly (readonly [string, Cell])[] = [
  ['Task', ({ entry }) => some(entry.task && taskLabel(entry.task))],
  ['Framework', ({ entry }) => some(entry.library && libraryLabel(entry.library))],
  ['Modality', ({ entry }) => entry.modality],
  ['Version', ({ version }) => [version.version, ...some(withdrawnText(version))]],
  ['Authors', ({ entry }) => entry.authors.map(({ name }) => name)],
  ['Data sets', ({ entry }) => entry.datasets],
  ['Languages', ({ entry }) => entry.languages],
  ['Based on', ({ entry }) => entry.baseModels],
  ['Tags', ({ entry }) => some(entry.tags.join(', '))],
  ['Read by', ofCurrent(({ entry }) => some(entry.clients.map(clientName).join(', ')))],
]

const TERMS: readonly (readonly [string, Cell])[] = [
  ['Licence', ({ entry, version }) => [(version.license ?? entry.license).name]],
  [
    'Commercial use',
    ofCurrent(({ entry, version }) => [commercialUse({ ...entry, downloads: version.downloads }).text]),
  ],
  ['Loading the weights', ofCurrent(({ entry }) => unique(entry.checkpoints.map(verdictText)))],
]

const INPUTS: readonly (readonly [string, Cell])[] = [
  ['Channels', ({ entry }) => entry.nnunet?.channels ?? []],
  ['Labels', ({ entry }) => entry.nnunet?.labels ?? []],
  ['Configurations', ({ entry }) => unique((entry.nnunet?.trainings ?? []).map((one) => one.configuration))],
  ['Input', ({ entry }) => unique(entry.figures.networks.flatMap(inputShapes))],
  ['Parameters', ({ entry }) => unique([...parametersOf(entry)])],
  ['Tensors', ({ entry }) => unique(entry.checkpoints.flatMap(({ tensors }) => countOf(tensors)))],
  ['Layers', ({ entry }) => entry.figures.networks.map(({ layerCount }) => plural(layerCount, 'layer'))],
]

/** Rows about which no model says anything are left out, and groups without rows. */
export function compareGroups(models: readonly ComparedModel[]): CompareGroup[] {
  const groups = [
    { heading: 'Facts', rows: rowsOf(FACTS, models) },
    { heading: 'Terms', rows: rowsOf(TERMS, models) },
    { heading: 'Results', rows: resultRows(models) },
    {
      heading: 'Inputs and weights',
      rows: rowsOf(
        INPUTS.map(([term, cell]) => [term, ofCurrent(cell)]),
        models,
      ),
    },
    { heading: 'Downloads', rows: downloadRows(models) },
  ]
  return groups.filter(({ rows }) => rows.length > 0)
}

export function isCurrent({ entry, version }: ComparedModel): boolean {
  return version.version === entry.version
}

/** Null: the version stands. */
export function withdrawnText({ yanked }: Pick<DocumentVersion, 'yanked'>): string | null {
  return yanked && `withdrawn on ${yanked.date}: ${yanked.reason}`
}

/** What is said instead of a column. */
export function withdrawnModel({ id, versions }: WithdrawnDocument): string {
  const text = versions[0] && withdrawnText(versions[0])
  return `“${id}” was ${text ?? 'withdrawn'}`.replace(/(?<![.!?…])$/, '.')
}

function rowsOf(terms: readonly (readonly [string, Cell])[], models: readonly ComparedModel[]): CompareRow[] {
  return terms.map(([term, cell]) => toRow(term, '', models.map(cell))).filter(isSaid)
}

/** The union of what was measured, in the order in which the models name it. */
function resultRows(models: readonly ComparedModel[]): CompareRow[] {
  const rows = new Map<string, CompareRow>()
  models.forEach(({ entry, version }, column) => {
    for (const { dataset, split, metric, value } of version.results ?? entry.results) {
      const of = [dataset, split && `${split} split`].filter(Boolean).join(', ')
      // Two authors rarely write a metric alike in upper and lower case.
      const key = JSON.stringify([of, metric].map((text) => text.toLowerCase()))
      const row = rows.get(key) ?? { term: metric, of, cells: models.map(() => []), differs: false }
      row.cells[column]!.push(value)
      rows.set(key, row)
    }
  })
  return [...rows.values()].map(({ term, of, cells }) => toRow(term, of, cells))
}

function downloadRows(models: readonly ComparedModel[]): CompareRow[] {
  const sections = unique(
    models.flatMap(({ entry, version }) =>
      version.downloads.map(({ section }) => sectionName(section, entry)),
    ),
  )
  const rows = sections.map((section) =>
    toRow(
      section,
      '',
      models.map(({ entry, version }) =>
        version.downloads.filter((one) => sectionName(one.section, entry) === section).map(sizeText),
      ),
    ),
  )
  const all = models.map(({ version: { downloads } }) =>
    downloads.length > 0 ? [formatBytes(downloads.reduce((sum, { size }) => sum + size, 0))] : [],
  )
  return [toRow('All together', '', all), ...rows].filter(isSaid)
}

/** DIGITS' and nnU-Net's archives are called as the entry is. */
function sectionName(section: string, { id }: EntryDocument): string {
  return section === id ? 'the whole model' : section
}

function sizeText({ size, files, url }: DocumentVersion['downloads'][number]): string {
  const where = url === undefined ? '' : ', hosted elsewhere'
  return formatBytes(size) + (files ? `, ${plural(files.length, 'file')}` : where)
}

function inputShapes({ layers }: EntryDocument['figures']['networks'][number]): string[] {
  const inputs = layers.filter(({ inputs, shape }) => inputs.length === 0 && shape !== null)
  return inputs.map(({ shape }) => shape!.map((side) => side ?? '?').join(' × '))
}

function* parametersOf({ checkpoints, figures }: EntryDocument): Generator<string> {
  for (const { parameters } of [...checkpoints, ...figures.networks])
    if (parameters !== null && parameters > 0) yield plural(parameters, 'parameter')
}

function countOf(tensors: unknown[] | null): string[] {
  return tensors && tensors.length > 0 ? [plural(tensors.length, 'tensor')] : []
}

function clientName(client: string): string {
  return Object.hasOwn(CLIENT_NAMES, client) ? CLIENT_NAMES[client as keyof typeof CLIENT_NAMES] : client
}

function toRow(term: string, of: string, cells: string[][]): CompareRow {
  const differs = cells.some((cell) => JSON.stringify(cell) !== JSON.stringify(cells[0]))
  return { term, of, cells, differs }
}

function isSaid({ cells }: CompareRow): boolean {
  return cells.some((cell) => cell.length > 0)
}

function some(text: string | null): string[] {
  return text ? [text] : []
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)]
}
