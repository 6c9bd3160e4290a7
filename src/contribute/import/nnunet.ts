/**
 * nnU-Net v2: the zip of `nnUNetv2_export_model_to_zip`, or the folder of a data set below `nnUNet_results`. The entry is called like the
 * data set, since nnU-Net finds the model by that name.
 */
import { join } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { parseJsonObject, textField, type JsonObject } from '../../zoo/json-text.ts'
import { quote } from '../../zoo/problem.ts'
import type { Draft } from '../draft.ts'
import { readCardProse } from './card-prose.ts'
import { licenseOfText } from '../license-of-text.ts'
import { plainVersion } from './loose-values.ts'
import { allFiles, ownCard } from './own-card.ts'
import { readTreeText } from './source-text.ts'
import { some, subTree, topFolders, type SourceTree } from './source-tree.ts'

const JSON_BYTES = 1024 * 1024
const DATASET = /^Dataset\d{3}_[A-Za-z0-9._-]+$/
const TRAINING = /^[^/]+__[^/]+__[^/]+\/plans\.json$/

/** What nnU-Net writes beside the trainings, for itself. */
const BY_PRODUCT =
  /^(ensembles\/|inference_information\.json$|inference_instructions\.txt$|postprocessing\.(pkl|json)$)/

interface Dataset {
  name: string
  tree: SourceTree
}

export function isNnunetExport(tree: SourceTree): boolean {
  return datasetsIn(tree).length > 0
}

/** @throws UserError where there are several data sets and `id` names none of them, or something lies beside them. */
export function draftFromNnunet(tree: SourceTree, id: string | null): Draft {
  const { name, tree: dataset } = chosen(datasetsIn(tree), id)
  const notes = [...tree.notes]
  const others = dataset.files.filter(({ path }) => BY_PRODUCT.test(path)).map(({ path }) => path)
  if (others.length > 0) notes.push(`What nnU-Net wrote for itself was left out: ${some(others)}.`)
  if (dataset !== tree) refuseStrays(tree)
  const facts = readDataset(dataset)
  const license = licenseOfText(textField(facts, 'licence') ?? textField(facts, 'license') ?? '')
  if (license === null)
    notes.push(
      'dataset.json states no licence with an SPDX id. Add "license" to the card: what may people do with the weights?',
    )
  const prose = readCardProse(join(dataset.dir, 'README.md'), notes)
  return {
    id: name,
    facts: { ...described(name, facts), license, library_name: 'nnunet', pipeline_tag: 'image-segmentation' },
    prose: prose === '' ? proseOf(name, facts) : prose,
    ...ownCard(dataset),
    files: allFiles(dataset).filter(({ path }) => !BY_PRODUCT.test(path)),
    notes,
  }
}

function datasetsIn(tree: SourceTree): Dataset[] {
  if (DATASET.test(tree.name) && hasTraining(tree)) return [{ name: tree.name, tree }]
  return topFolders(tree)
    .filter((folder) => DATASET.test(folder))
    .map((name) => ({ name, tree: subTree(tree, name) }))
    .filter((dataset) => hasTraining(dataset.tree))
}

function hasTraining({ files }: SourceTree): boolean {
  return files.some(({ path }) => TRAINING.test(path) && path.split('__').length === 3)
}

function chosen(datasets: readonly Dataset[], id: string | null): Dataset {
  const [first, second] = datasets
  const named = datasets.find(({ name }) => name === id)
  if (named !== undefined) return named
  if (id !== null)
    throw new UserError(
      `An nnU-Net entry is called like its data set, and ${quote(id)} is none of ${some(datasets.map(({ name }) => name))}. Nothing was written.`,
    )
  if (second === undefined) return first!
  throw new UserError(
    `There are several data sets, and an entry holds one: ${some(datasets.map(({ name }) => name))}. Say which with --id, once for each. Nothing was written.`,
  )
}

/** nnU-Net would unpack it beside the user's other data sets, so it is no part of an export. */
function refuseStrays(tree: SourceTree): void {
  const strays = tree.files
    .map(({ path }) => path)
    .filter((path) => !DATASET.test(path.split('/')[0]!) || !path.includes('/'))
  if (strays.length === 0) return
  throw new UserError(
    `${some(strays)} lies beside the data set, and an nnU-Net export holds nothing else. Take it out, or import the folder of the data set alone. Nothing was written.`,
  )
}

/** `dataset.json` of the first training. */
function readDataset(tree: SourceTree): JsonObject {
  const path = tree.files.find((file) => /^[^/]+__[^/]+__[^/]+\/dataset\.json$/.test(file.path))?.path
  if (path === undefined) return {}
  return parseJsonObject(readTreeText(tree, path, JSON_BYTES), path).value ?? {}
}

function described(name: string, dataset: JsonObject) {
  const channels = dataset['channel_names'] ?? dataset['modality']
  const isNamed = typeof channels === 'object' && channels !== null && !Array.isArray(channels)
  return {
    title: titleOf(name),
    summary: textField(dataset, 'description'),
    version: plainVersion(dataset['release']),
    modality: isNamed ? modalities(Object.values(channels)) : [],
    datasets: [textField(dataset, 'name') ?? []].flat(),
  }
}

/** nnU-Net's names for how to normalise are no modalities. */
function modalities(channels: readonly unknown[]): string[] {
  const names = channels.filter((name): name is string => typeof name === 'string')
  return [...new Set(names.filter((name) => !/^(no(norm|ne)|zscore|rgb|channel)|^\d+$/i.test(name)))]
}

/** `Dataset901_Shapes` → `Shapes`. */
function titleOf(name: string): string {
  return name.replace(/^Dataset\d{3}_/, '').replace(/_+/g, ' ')
}

function proseOf(name: string, dataset: JsonObject): string {
  const parts = [`# ${titleOf(name)}`, textField(dataset, 'description') ?? '']
  const reference = textField(dataset, 'reference')
  if (reference !== undefined) parts.push(`Reference of the data: ${reference}`)
  return parts.filter((part) => part !== '').join('\n\n')
}
