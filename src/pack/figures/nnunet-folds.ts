/** The folds of nnU-Net trainings that are looked into, and the names of their classes. */
import { classesOf, type NnunetClasses } from '../../inspect/training/nnunet-classes.ts'
import type { Entry, NnunetTraining, SourceFile } from '../../zoo/entry.ts'
import type { SourceZoo } from '../source.ts'
import { readLog } from './log-file.ts'

// More than anybody trains; a stranger's entry may hold any number.
const MAX_TRAININGS = 6
const MAX_FOLDS = 11

export function shownTrainings({ nnunet }: Entry): NnunetTraining[] {
  const trainings = nnunet?.trainings.slice(0, MAX_TRAININGS) ?? []
  return trainings.map((training) => ({ ...training, folds: training.folds.slice(0, MAX_FOLDS) }))
}

export function readClasses(entry: Entry, { folder }: NnunetTraining, zoo: SourceZoo): NnunetClasses {
  const file = fileAt(entry, `${folder}/dataset.json`)
  return classesOf((file && readLog(entry, file, zoo)) ?? '')
}

/** The file at a path inside the entry's folder, or undefined. */
export function fileAt({ nnunet }: Entry, path: string): SourceFile | undefined {
  return nnunet?.files.find(({ from }) => from === path)
}
