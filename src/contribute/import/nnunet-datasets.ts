/**
 * Where the trainings of nnU-Net lie in a source: below the folder of their data set, as nnU-Net has them, or without it, as people put
 * them into repositories. plans.json then says what the data set is called.
 */
import { dirname } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { parseJsonObject, textField } from '../../zoo/json-text.ts'
import { readTreeText } from './source-text.ts'
import { hasFile, subTree, topFolders, type SourceTree } from './source-tree.ts'

export const DATASET = /^Dataset\d{3}_[A-Za-z0-9._-]+$/
const PLANS = 'plans.json'
const PLANS_BYTES = 1024 * 1024

export interface Dataset {
  name: string
  /** Has the trainings at its top. */
  tree: SourceTree
}

/** Every data set with a training. */
export function datasetsIn(tree: SourceTree): Dataset[] {
  if (DATASET.test(tree.name) && hasTraining(tree)) return [{ name: tree.name, tree }]
  const below = topFolders(tree)
    .filter((folder) => DATASET.test(folder))
    .map((name) => ({ name, tree: subTree(tree, name) }))
    .filter((dataset) => hasTraining(dataset.tree))
  return below.length > 0 ? below : withoutFolder(tree)
}

/** True for what nnU-Net writes of one training, in a folder that does not say of which. */
export function isNamelessTraining({ files }: SourceTree): boolean {
  const paths = files.map(({ path }) => path)
  return paths.includes(PLANS) && paths.some((path) => /^fold_(\d+|all)\//.test(path))
}

function withoutFolder(tree: SourceTree): Dataset[] {
  const whole = isTrainer(tree.name) && isNamelessTraining(tree) ? inItsFolder(tree) : tree
  const name = statedName(whole)
  return name === null ? [] : [{ name, tree: whole }]
}

/** The folder of a training as part of the one around it. */
function inItsFolder(tree: SourceTree): SourceTree {
  return {
    ...tree,
    dir: dirname(tree.dir),
    files: tree.files.map(({ path, size }) => ({ path: `${tree.name}/${path}`, size })),
  }
}

/** Null where there is no training, or its plans do not say. */
function statedName(tree: SourceTree): string | null {
  const path = trainingsOf(tree)[0]
  if (path === undefined || !hasFile(tree, path)) return null
  try {
    const { value } = parseJsonObject(readTreeText(tree, path, PLANS_BYTES), path)
    const name = textField(value ?? {}, 'dataset_name') ?? ''
    return DATASET.test(name) ? name : null
  } catch (error) {
    if (error instanceof UserError) return null
    throw error
  }
}

function hasTraining(tree: SourceTree): boolean {
  return trainingsOf(tree).length > 0
}

/** The plans.json of each training at the top of a tree. */
export function trainingsOf({ files }: SourceTree): string[] {
  return files
    .map(({ path }) => path)
    .filter((path) => path.endsWith(`/${PLANS}`) && isTrainer(path.slice(0, -PLANS.length - 1)))
}

function isTrainer(folder: string): boolean {
  return (
    !folder.includes('/') &&
    folder.split('__').length === 3 &&
    folder.split('__').every((part) => part !== '')
  )
}
