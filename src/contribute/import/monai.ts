/**
 * MONAI bundle, https://docs.monai.io/en/stable/mb_specification.html: `configs/metadata.json`, `models/`, `docs/README.md`, `LICENSE`.
 * Its root goes into the section `bundle` as it is, so that a bundle can be made of it again. Trap: of all keys only the versions,
 * `task`, `description`, `authors`, `copyright` and `network_data_format` are required, and each may be a text, a list or an object.
 */
import { join } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { parseJsonObject } from '../../zoo/json-text.ts'
import { firstSentence } from '../../zoo/prose.ts'
import { formatProblem } from '../../zoo/problem.ts'
import type { Draft } from '../draft.ts'
import { bundleHubCard, joinTags, type HubCard } from './bundle-hub-card.ts'
import { moveLinks, readCardProse } from './card-prose.ts'
import { draftId } from './draft-id.ts'
import { cleanText, firstLine, line, lines, list, plainVersion, record, type Loose } from './loose-values.ts'
import { modelIndex } from './model-index.ts'
import { largeFileNotes } from './monai-large-files.ts'
import { BUNDLE_SECTION, bundleLicense } from './monai-license.ts'
import { monaiProse, uncarriedKeys } from './monai-prose.ts'
import { titleOf } from './niftynet.ts'
import { allFiles } from './own-card.ts'
import { readTreeText } from './source-text.ts'
import { hasFile, some, type SourceTree } from './source-tree.ts'

const METADATA = 'configs/metadata.json'
const METADATA_BYTES = 1024 * 1024

export function isMonaiBundle(tree: SourceTree): boolean {
  return hasFile(tree, METADATA)
}

/** @throws UserError where metadata.json cannot be read. */
export function draftFromMonai(tree: SourceTree, id: string | null): Draft {
  const notes = [...tree.notes]
  const metadata = readMetadata(tree)
  const named = id ?? draftId(tree.name.replace(/_v\d[\d.]*$/, ''), line(metadata['name']))
  const title = line(metadata['name']) ?? titleOf(named)
  const hub = bundleHubCard(tree, BUNDLE_SECTION, notes)
  const readme = proseOf(tree, hub, notes)
  notes.push(...largeFileNotes(tree))
  const license = hub.facts['license'] === undefined ? bundleLicense(tree, readme, notes) : {}
  const card = described(metadata, title, notes)
  const kind = kindOf(metadata)
  const uncarried = uncarriedKeys(metadata)
  if (uncarried.length > 0)
    notes.push(`These parts of metadata.json have no place in a card: ${some(uncarried)}.`)
  return {
    id: named,
    facts: {
      ...card,
      ...kind,
      authors: authorsOf(metadata['authors'], notes),
      'model-index': modelIndex(title, metadata['eval_metrics'], line(metadata['data_source']), notes),
      ...hub.facts,
      ...license,
      tags: joinTags(hub.facts['tags'], kind.tags),
      downloads: { [BUNDLE_SECTION]: { destination: 'models' } },
    },
    prose: monaiProse({ title, summary: card.summary, readme }, metadata),
    files: allFiles(tree, BUNDLE_SECTION),
    notes,
  }
}

/** `docs/README.md`; where a bundle on Hugging Face has none, its card. */
function proseOf(tree: SourceTree, hub: HubCard, notes: string[]): string {
  const text = readCardProse(join(tree.dir, 'docs/README.md'), notes)
  return text === ''
    ? moveLinks(cleanText(hub.prose).trim(), '', BUNDLE_SECTION, tree.files)
    : moveLinks(text, 'docs', BUNDLE_SECTION, tree.files)
}

function readMetadata(tree: SourceTree): Loose {
  const { value, problems } = parseJsonObject(readTreeText(tree, METADATA, METADATA_BYTES), METADATA)
  if (value === null) throw new UserError(`${problems.map(formatProblem).join('\n')}\nNothing was written.`)
  return value
}

function described(metadata: Loose, title: string, notes: string[]) {
  const stated = line(metadata['version'])
  const version = plainVersion(stated)
  if (stated !== null && version === null)
    notes.push(
      `The version "${stated.slice(0, 60)}" is not made of numbers and dots alone, so it was not carried over.`,
    )
  const description = firstLine(metadata['description'], metadata['task'])
  return {
    title,
    summary: description === null ? null : (firstSentence(description) ?? description),
    version,
  }
}

/** What the metadata says of the network, in the words of model cards. */
function kindOf(metadata: Loose) {
  const format = record(metadata['network_data_format'])
  const [inputs, outputs] = [tensors(format['inputs']), tensors(format['outputs'])]
  const modality = lines(inputs.flatMap((tensor) => list(tensor['modality']))).filter(
    (name) => !/^(n\/?a|none|unknown|any|regular)$/i.test(name),
  )
  return {
    library_name: 'monai',
    pipeline_tag: pipelineOf(outputs, firstLine(metadata['task'], metadata['description']) ?? ''),
    modality,
    tags: ['monai', ...(inputs.some(isVolume) ? ['3d'] : [])],
  }
}

function tensors(value: unknown): Loose[] {
  return Object.values(record(value)).map(record)
}

function isVolume(tensor: Loose): boolean {
  return list(tensor['spatial_shape']).length === 3
}

function pipelineOf(outputs: readonly Loose[], task: string): string | null {
  const formats = outputs.map((tensor) => line(tensor['format']) ?? '').join(' ')
  if (/segment/i.test(`${formats} ${task}`)) return 'image-segmentation'
  if (/detect/i.test(task)) return 'object-detection'
  return /classif/i.test(`${formats} ${task}`) ? 'image-classification' : null
}

/** A single text is split where every part of it looks like a person's name. */
function authorsOf(value: unknown, notes: string[]): object[] {
  const stated = lines(value)
  const parts = stated.length === 1 ? partsOf(stated[0]!) : []
  const arePersons = parts.length > 1 && parts.every(isPerson)
  const names = arePersons ? parts : stated
  const named = names.filter((name) => !OTHERS.test(name))
  if (named.length < names.length) notes.push('The authors end in "et al.": add the others to the card.')
  return named.map((name) => ({ name }))
}

const OTHERS = /^(et al\.?|and others)$/i

/** `A. One, B. Two, and C. Three` */
function partsOf(names: string): string[] {
  return names
    .split(/[,;]| and /)
    .map((part) => part.replace(/^and /, '').trim())
    .filter((part) => part !== '')
}

function isPerson(part: string): boolean {
  if (OTHERS.test(part)) return true
  return /^\S+( \S+){1,4}$/.test(part) && !/\b(inc|ltd|llc|gmbh|team|university)\b/i.test(part)
}
