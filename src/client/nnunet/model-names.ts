/**
 * Names by which nnU-Net v2 finds a trained model: `Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d/fold_0/checkpoint_final.pth`.
 * Source: nnunetv2/utilities/{dataset_name_id_conversion,file_path_utilities}.py.
 */

export interface TrainingName {
  trainer: string
  plans: string
  configuration: string
}

/** The three digits of `Dataset901_Shapes`; null: no name of a data set. */
export function datasetNumber(name: string): string | null {
  return /^Dataset(\d{3})_[A-Za-z0-9._-]{1,80}$/.exec(name)?.[1] ?? null
}

/** Of `Trainer__Plans__configuration`, which nnU-Net splits at exactly two double underscores; null: no such name. */
export function parseTrainingName(name: string): TrainingName | null {
  const [trainer, plans, configuration, ...more] = name.split('__')
  const parts = [trainer, plans, configuration]
  if (more.length > 0 || !parts.every((part) => /^[A-Za-z0-9][A-Za-z0-9_.+-]{0,80}$/.test(part ?? '')))
    return null
  return { trainer: trainer!, plans: plans!, configuration: configuration! }
}

/** True for `fold_0` and the like, and `fold_all`. */
export function isFold(name: string): boolean {
  return /^fold_(\d{1,4}|all)$/.test(name)
}

/** The fold of `fold_0/checkpoint_final.pth`, a path below a training; null: no checkpoint. */
export function foldOfCheckpoint(path: string): string | null {
  return /^(fold_(?:\d{1,4}|all))\/checkpoint_\w{1,40}\.pth$/.exec(path)?.[1] ?? null
}
