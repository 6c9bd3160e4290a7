import { UserError } from '../../lib/user-error.ts'
import { quote } from '../../zoo/problem.ts'
import { datasetNumber, foldOfCheckpoint, parseTrainingName } from './model-names.ts'

const SHOWN = 5

/** A path in the zip, and below the results folder. */
export interface Moved {
  from: string
  to: string
}

/** Where each path goes below the results folder; `as`: see `readZipLayout`. @throws UserError where that cannot be told. */
export function relocate(paths: readonly string[], as: string | undefined): Moved[] {
  const tops = [...new Set(paths.map((path) => path.split('/')[0]!))]
  const datasets = tops.filter((top) => datasetNumber(top) !== null)
  if (as === undefined) {
    if (datasets.length === 0) throw new UserError(`${withoutDataset(paths, tops)} Nothing was installed.`)
    return paths.map((path) => ({ from: path, to: path }))
  }
  if (datasets.length === 0) return paths.map((path) => ({ from: path, to: `${as}/${path}` }))
  if (datasets.length > 1 || tops.length > 1 || as.includes('/'))
    throw new UserError(
      `The zip names its data sets itself: ${datasets.slice(0, SHOWN).map(quote).join(', ')}. Leave --as out, or give it the name of one data set alone. Nothing was installed.`,
    )
  return paths.map((path) => ({ from: path, to: as + path.slice(tops[0]!.length) }))
}

function withoutDataset(paths: readonly string[], tops: readonly string[]): string {
  if (tops.some((top) => parseTrainingName(top) !== null))
    return 'The zip begins with the folder of a training, and nnU-Net looks for it in that of a data set. Say which: --as Dataset001_Name.'
  if (paths.some((path) => foldOfCheckpoint(path) !== null))
    return 'The zip begins with fold_…, and nnU-Net looks for that below a data set and a training. Say which: --as Dataset001_Name/nnUNetTrainer__nnUNetPlans__3d_fullres.'
  if (paths.some((path) => path.split('/').some((part) => /^Task\d{3}_/.test(part))))
    return 'This is a zip of nnU-Net v1, which v2 cannot read. Install it with nnUNet_install_pretrained_model_from_zip of v1.'
  const inside = paths.some((path) => path.split('/').some((part) => datasetNumber(part) !== null))
  return inside
    ? `The data set lies below ${quote(tops[0])} in the zip, where nnU-Net does not look. Pack it again with Dataset###_Name at its top.`
    : 'This is no zip of trained nnU-Net models: there is no Dataset###_Name/Trainer__Plans__configuration in it.'
}
