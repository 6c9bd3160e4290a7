/**
 * nnU-Net v2: the zip of `nnUNetv2_export_model_to_zip`, or the folder of a data set below `nnUNet_results`. The entry is called like the
 * data set, since nnU-Net finds the model by that name.
 */
import { join } from 'node:path'
import { picturesOf } from '../../lib/markdown.ts'
import { UserError } from '../../lib/user-error.ts'
import { localPath } from '../../zoo/local-path.ts'
import { quote } from '../../zoo/problem.ts'
import type { Draft, DraftFile } from '../draft.ts'
import { readCardProse } from './card-prose.ts'
import { DATASET, datasetsIn, trainingsOf, type Dataset } from './nnunet-datasets.ts'
import { nnunetFacts, nnunetProse, readDataset } from './nnunet-facts.ts'
import { allFiles, ownCard } from './own-card.ts'
import { hasFile, some, type SourceTree } from './source-tree.ts'

/** What nnU-Net writes beside the trainings, for itself. */
const BY_PRODUCT =
  /^(ensembles\/|inference_information\.json$|inference_instructions\.txt$|postprocessing\.(pkl|json)$)/

export function isNnunetExport(tree: SourceTree): boolean {
  return datasetsIn(tree).length > 0
}

/** @throws UserError where there are several data sets and `id` names none of them, or something lies beside them. */
export function draftFromNnunet(tree: SourceTree, id: string | null): Draft {
  const { name, tree: dataset } = chosen(datasetsIn(tree), id)
  const notes = [...tree.notes]
  if (isBelow(dataset, tree)) refuseStrays(tree)
  const facts = readDataset(dataset)
  const own = ownCard(dataset)
  const hasProse = hasFile(dataset, 'README.md')
  const prose = hasProse ? readCardProse(join(dataset.dir, 'README.md'), notes) : ''
  return {
    id: name,
    // Where somebody wrote a card, it says all of that.
    facts: own.card === undefined ? nnunetFacts(name, facts, dataset, notes) : {},
    prose: prose === '' ? nnunetProse(name, facts) : prose,
    ...own,
    files: filesOf(dataset, prose, notes),
    notes,
  }
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

/** The trainings, and what the card shows: anything else would lie beside a person's other data sets. */
function filesOf(dataset: SourceTree, prose: string, notes: string[]): DraftFile[] {
  const folders = new Set(trainingsOf(dataset).map((path) => path.split('/')[0]))
  const shown = picturesOf(prose).map(localPath)
  const isKept = (path: string) =>
    folders.has(path.split('/')[0]) || PAGE_FILE.test(path) || shown.includes(path)
  const files = allFiles(dataset)
  const others = files.map(({ path }) => path).filter((path) => !isKept(path))
  const strays = others.filter((path) => !BY_PRODUCT.test(path))
  const byProducts = others.filter((path) => BY_PRODUCT.test(path))
  if (byProducts.length > 0) notes.push(`What nnU-Net wrote for itself was left out: ${some(byProducts)}.`)
  if (strays.length > 0)
    notes.push(
      `What belongs to no training was left out: ${some(strays)}. An nnU-Net entry holds trainings alone.`,
    )
  return files.filter(({ path }) => isKept(path))
}

const PAGE_FILE = /^(citation\.cff|thumbnail\.(png|jpe?g|webp))$/i
function isBelow(dataset: SourceTree, tree: SourceTree): boolean {
  return dataset.dir.length > tree.dir.length
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
