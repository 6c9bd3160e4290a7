/** One model for a person: facts, downloads, and how to get it. */
import { formatBytes, plain, plural } from '../../site/format.ts'
import { quote } from '../../zoo/problem.ts'
import { objectsField, textField, textsField } from '../store/document-fields.ts'
import type { Model, OpenStore, RemoteDownload, VersionFacts } from '../store/model.ts'
import { showStore } from '../store/show-store.ts'
import type { JsonObject } from '../store/parse-document.ts'
import type { Surroundings } from '../surroundings.ts'
import { checkpointTexts } from './checkpoint-text.ts'
import { bold, wrap } from './terminal-text.ts'

const INDENT = '  '
const WIDEST = 100
const NARROWEST = 40
/** Of a long list, nobody reads more on a terminal. */
const MOST_SHOWN = 10

/** Lines of at most 80 characters, or as many as the terminal has; sums and addresses are never broken. */
export function formatModel(store: OpenStore, model: Model, surroundings: Surroundings): string {
  const { columns = 80 } = surroundings
  const width = Math.max(Math.min(columns, WIDEST), NARROWEST)
  const { id, title, summary, version } = model
  const name = version === null ? id : `${id} ${version}`
  const blocks = [
    [...wrap(title, width).map((line) => bold(line, surroundings)), ...(title === id ? [] : [name])],
    wrap(summary, width),
    table(factsOf(store, model), width),
    downloadsBlock(model, width, surroundings),
    [`Get it: ${getCommand(store, model)}`],
  ]
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
}

type Fact = [name: string, ...values: string[]]

/** Names at the left, and each value on lines of its own at the right; facts without a value are left out. */
function table(facts: readonly Fact[], width: number): string[] {
  const known = facts
    .map(([name, ...values]) => [name, ...values.filter(Boolean)] as Fact)
    .filter(({ length }) => length > 1)
  const left = Math.max(0, ...known.map(([name]) => name.length)) + INDENT.length
  return known.flatMap(([name, ...values]) => {
    const lines = values.flatMap((value) => wrap(value, width - left))
    return lines.map((line, at) => (at === 0 ? name : '').padEnd(left) + line)
  })
}

function factsOf(store: OpenStore, model: Model): Fact[] {
  const document = model.document as JsonObject
  const listed = store.models.find(({ id }) => id === model.id)
  const authors = objectsField(document, 'authors', MOST_SHOWN + 1).map((author) =>
    textField(author, 'name', 100),
  )
  return [
    ['Store', store.title === store.url ? showStore(store.url) : `${store.title}, ${showStore(store.url)}`],
    ['Page', store.kind === 'zoopress' ? `${showStore(store.url)}/${model.id}/` : ''],
    ['Signed', signedText(store.signed)],
    ['Versions', ...versionTexts(model)],
    ['Licence', model.license ?? ''],
    ['Task', model.task ?? ''],
    ['Library', model.library ?? ''],
    ['Modality', some(textsField(document, 'modality'))],
    ['Tags', some(textsField(document, 'tags'))],
    ['Data sets', some(textsField(document, 'datasets'))],
    ['Authors', some(authors.length > 0 ? authors : [textField(document, 'username', 100)])],
    ['Size', sizeText(model)],
    ['Clients', (listed?.clients ?? []).join(', ')],
    ['Weights', ...checkpointTexts(document)],
  ]
}

/** Of a model with one version that stands, nothing. */
function versionTexts({ history }: Model): string[] {
  if (history.length < 2 && history.every(({ yanked }) => yanked === null)) return []
  const shown = history.slice(0, MOST_SHOWN).map(versionText)
  return history.length > MOST_SHOWN ? [...shown, `and ${history.length - MOST_SHOWN} more`] : shown
}

function versionText({ version, date, yanked, isPublished }: VersionFacts): string {
  const name = date === '' ? version : `${version} of ${date}`
  if (yanked !== null) return `${name}, withdrawn on ${yanked.date}: ${yanked.reason}`
  return isPublished ? name : `${name}, whose files the store may not have any more`
}

function some(texts: readonly string[]): string {
  const shown = texts.slice(0, MOST_SHOWN).join(', ')
  return texts.length > MOST_SHOWN ? `${shown} …` : shown
}

function signedText(signed: OpenStore['signed']): string {
  if (signed === null) return ''
  const { keyId, serial, expires } = signed
  return [
    `key ${keyId}`,
    serial === null ? '' : `serial ${serial}`,
    expires === null ? '' : `good until ${expires}`,
  ]
    .filter(Boolean)
    .join(', ')
}

function sizeText({ downloads }: Model): string {
  if (downloads.length === 0 || downloads.some(({ size }) => size === null)) return ''
  const bytes = downloads.reduce((sum, { size }) => sum + (size ?? 0), 0)
  return plain(`${formatBytes(bytes)} in ${plural(downloads.length, 'download')}`)
}

function downloadsBlock(model: Model, width: number, surroundings: Surroundings): string[] {
  const items = [...model.downloads.map(downloadItem), ...digitsItems(model)]
  if (items.length === 0) return [bold('Nothing to download', surroundings)]
  const lines = items.flatMap(([head, ...details]) => [
    ...wrap(head, width - INDENT.length).map((line) => INDENT + line),
    ...details.flatMap((detail) =>
      wrap(detail, width - 2 * INDENT.length).map((line) => INDENT + INDENT + line),
    ),
  ])
  return [bold('Downloads', surroundings), ...lines]
}

/** A line, and what is to be said below it. */
type Item = [head: string, ...details: string[]]

function downloadItem({ section, fileName, size, sha256, files, urls, niftynet }: RemoteDownload): Item {
  const facts = [
    fileName,
    size === null ? '' : plain(formatBytes(size)),
    files === null ? '' : plural(files.length, 'file'),
  ]
  const elsewhere = files === null ? ['hosted elsewhere, and never opened by the store:', ...urls] : []
  const details = [
    sha256 === null ? '' : `sha256 ${sha256}`,
    ...elsewhere,
    niftynet === null ? '' : `NiftyNet puts it into ${niftynet.destination}/${niftynet.localId}/`,
  ]
  return [`${section}: ${facts.filter(Boolean).join(', ')}`, ...details.filter(Boolean)]
}

/** The files that DIGITS fetches one by one; of a store of ours they are in the archive too. */
function digitsItems({ digits }: Model): Item[] {
  if (digits === null) return []
  const { framework, files } = digits
  const isSummed = files.every(({ sha256 }) => sha256 !== null)
  const warning =
    'The store publishes no sums of them: nobody can tell whether they are what its owner published.'
  return [
    [
      `DIGITS: ${framework}, ${plural(files.length, 'file')}`,
      some(files.map(({ path }) => path)),
      ...(isSummed ? [] : [warning]),
    ],
  ]
}

/** Ready to be copied; a version is named where it is not the one that comes without. */
function getCommand({ url }: OpenStore, { id, version, versions }: Model): string {
  const typed = version === null || version === versions[0] ? '' : ` --version ${shellWord(version)}`
  return `zoopress get ${id}${typed} --store ${shellWord(url)}`
}

/** A word that a shell takes as it is. Foreign text of any other kind is no part of a command. */
function shellWord(text: string): string {
  return /^[A-Za-z0-9._~:/%@+=,-]+$/.test(text) ? text : quote(text)
}
