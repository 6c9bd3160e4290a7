/** Finds the trained models in a folder that somebody points at: a results folder, that of a data set, or that of one training. */
import fs from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import { datasetNumber, isFold, parseTrainingName, type TrainingName } from './model-names.ts'

export interface FoundTraining extends TrainingName {
  /** `nnUNetTrainer__nnUNetPlans__2d` */
  name: string
  /** On the disk. */
  dir: string
}

export interface FoundDataset {
  /** `Dataset901_Shapes` */
  name: string
  dir: string
  /** Sorted by name; never empty. */
  trainings: FoundTraining[]
}

/** @throws UserError where there is no trained model, or those of several data sets. */
export function findTrainings(folder: string): FoundDataset {
  const dir = resolve(folder)
  if (!isFolder(dir)) throw new UserError(`There is no folder ${escapeHidden(dir)}.`)
  if (datasetNumber(basename(dir)) !== null) return inDataset(dir)
  if (parseTrainingName(basename(dir)) !== null) return ofTraining(dir)
  if (isFold(basename(dir)))
    throw new UserError(
      `${escapeHidden(dir)} is one fold. Name the folder of its training, and the fold with --folds ${basename(dir).slice(5)}.`,
    )
  return inResults(dir)
}

function ofTraining(dir: string): FoundDataset {
  const above = dirname(dir)
  if (datasetNumber(basename(above)) === null)
    throw new UserError(
      `${escapeHidden(dir)} lies in no folder of a data set. nnU-Net needs its name: put the training into one like Dataset001_Name.`,
    )
  return { name: basename(above), dir: above, trainings: [training(above, basename(dir))] }
}

function inDataset(dir: string): FoundDataset {
  const trainings = subFolders(dir)
    .filter((name) => parseTrainingName(name) !== null)
    .map((name) => training(dir, name))
  if (trainings.length === 0)
    throw new UserError(
      `${escapeHidden(dir)} holds no training: no folder like nnUNetTrainer__nnUNetPlans__2d.`,
    )
  return { name: basename(dir), dir, trainings }
}

function inResults(dir: string): FoundDataset {
  const datasets = subFolders(dir).filter((name) => datasetNumber(name) !== null)
  if (datasets.length === 1) return inDataset(join(dir, datasets[0]!))
  throw new UserError(
    datasets.length === 0
      ? `${escapeHidden(dir)} holds no trained nnU-Net models. Name the folder of a training (…/Dataset001_Name/nnUNetTrainer__nnUNetPlans__2d), or that of a data set.`
      : `${escapeHidden(dir)} holds ${datasets.length} data sets: ${datasets.slice(0, 20).join(', ')}. Name the folder of one.`,
  )
}

function training(datasetDir: string, name: string): FoundTraining {
  return { ...parseTrainingName(name)!, name, dir: join(datasetDir, name) }
}

/** Names, sorted; links that lead to folders count. */
export function subFolders(dir: string): string[] {
  return fs
    .readdirSync(dir)
    .filter((name) => isFolder(join(dir, name)))
    .sort()
}

function isFolder(path: string): boolean {
  return fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
