/**
 * Chooses what of some trained models goes into a zip: what nnU-Net's own export packs (nnunetv2/model_sharing/model_export.py), without what
 * it packs only because it is there.
 */
import fs from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden, quote } from '../../zoo/problem.ts'
import { ExportPlanner, type ExportPlan } from './export-planner.ts'
import { subFolders, type FoundDataset, type FoundTraining } from './find-trainings.ts'
import { isFold } from './model-names.ts'

export const EXTRAS = ['validation', 'debug', 'logs'] as const
export type Extra = (typeof EXTRAS)[number]

export interface ExportChoice {
  /** Null: all that are there. So for trainer, plans and folds. */
  configurations: readonly string[] | null
  trainer: string | null
  plans: string | null
  /** `0`, `all`. */
  folds: readonly string[] | null
  /** `final`, `best`. */
  checkpoints: readonly string[]
  /** What is left out otherwise. */
  extras: ReadonlySet<Extra>
}

/** @throws UserError with everything that is missing. */
export function planExport(dataset: FoundDataset, choice: ExportChoice): ExportPlan {
  const trainings = chooseTrainings(dataset, choice)
  const plan = new ExportPlanner()
  for (const training of trainings) addTraining(plan, dataset.name, training, choice)
  for (const name of matchingEnsembles(dataset, trainings))
    addResults(plan, `${dataset.name}/ensembles/${name}`, join(dataset.dir, 'ensembles', name))
  return plan.finish()
}

function chooseTrainings({ name, trainings }: FoundDataset, choice: ExportChoice): FoundTraining[] {
  const named = trainings.filter(
    ({ trainer, plans }) =>
      (choice.trainer === null || trainer === choice.trainer) &&
      (choice.plans === null || plans === choice.plans),
  )
  const wanted = choice.configurations ?? named.map(({ configuration }) => configuration)
  const lacking = wanted.filter((one) => !named.some(({ configuration }) => configuration === one))
  const there = trainings.map((training) => training.name).join(', ')
  if (lacking.length > 0)
    throw new UserError(
      `${name} has no such training of ${lacking.map(quote).join(', ')}. There are: ${there}. Nothing was written.`,
    )
  if (named.length === 0)
    throw new UserError(
      `${name} has no training by that trainer and those plans. There are: ${there}. Nothing was written.`,
    )
  return named.filter(({ configuration }) => wanted.includes(configuration))
}

function addTraining(
  plan: ExportPlanner,
  dataset: string,
  training: FoundTraining,
  choice: ExportChoice,
): void {
  const at = `${dataset}/${training.name}`
  plan.noteLink(at, training.dir)
  for (const name of ['plans.json', 'dataset.json']) plan.require(`${at}/${name}`, join(training.dir, name))
  plan.add(`${at}/dataset_fingerprint.json`, join(training.dir, 'dataset_fingerprint.json'))
  const folds = chooseFolds(plan, at, training, choice)
  for (const fold of folds) addFold(plan, `${at}/${fold}`, join(training.dir, fold), choice)
  const crossval = `crossval_results_folds_${folds.map((fold) => fold.slice(5)).join('_')}`
  addResults(plan, `${at}/${crossval}`, join(training.dir, crossval))
}

function chooseFolds(
  plan: ExportPlanner,
  at: string,
  { dir }: FoundTraining,
  { folds }: ExportChoice,
): string[] {
  const present = subFolders(dir).filter(isFold).sort(byNumber)
  const wanted = folds?.map((fold) => `fold_${fold}`) ?? present
  const lacking = wanted.filter((fold) => !present.includes(fold))
  if (lacking.length > 0)
    plan.problems.push(
      `${at} has no ${lacking.map(escapeHidden).join(', ')}. There ${present.length === 0 ? 'are no folds' : `are: ${present.join(', ')}`}.`,
    )
  else if (wanted.length === 0) plan.problems.push(`${at} has no folds, so no model was trained there.`)
  return wanted.filter((fold) => present.includes(fold)).sort(byNumber)
}

function byNumber(a: string, b: string): number {
  const order = (fold: string) => (fold === 'fold_all' ? Infinity : Number(fold.slice(5)))
  return order(a) === order(b) ? 0 : order(a) - order(b)
}

function addFold(plan: ExportPlanner, at: string, dir: string, { checkpoints, extras }: ExportChoice): void {
  plan.noteLink(at, dir)
  for (const name of checkpoints)
    plan.require(`${at}/checkpoint_${name}.pth`, join(dir, `checkpoint_${name}.pth`))
  for (const name of ['progress.png', 'network_architecture.pdf', 'validation/summary.json'])
    plan.add(`${at}/${name}`, join(dir, name))
  if (extras.has('debug')) plan.add(`${at}/debug.json`, join(dir, 'debug.json'))
  if (extras.has('logs')) addMatching(plan, at, dir, (name) => /^training_log_.*\.txt$/.test(name))
  if (extras.has('validation'))
    addMatching(
      plan,
      `${at}/validation`,
      join(dir, 'validation'),
      (name) => !/^summary\.json$|\.(npz|pkl)$/.test(name),
    )
}

function addMatching(plan: ExportPlanner, at: string, dir: string, matches: (name: string) => boolean): void {
  if (!fs.existsSync(dir)) return
  const isHidden = (name: string) => name.startsWith('.')
  for (const name of fs.readdirSync(dir).sort())
    if (matches(name) && !isHidden(name)) plan.add(`${at}/${name}`, join(dir, name))
}

/** What cross-validation found out, for prediction to go by. */
function addResults(plan: ExportPlanner, at: string, dir: string): void {
  for (const name of ['summary.json', 'postprocessing.pkl', 'postprocessing.json'])
    plan.add(`${at}/${name}`, join(dir, name))
}

/** Ensembles of nothing but what is exported: `ensemble___<training>___<training>___0_1_2_3_4`. */
function matchingEnsembles({ dir }: FoundDataset, trainings: readonly FoundTraining[]): string[] {
  const ensembles = join(dir, 'ensembles')
  if (!fs.existsSync(ensembles)) return []
  return subFolders(ensembles).filter((name) => {
    const [prefix, ...members] = name.split('___').slice(0, -1)
    return prefix === 'ensemble' && members.every((member) => trainings.some((one) => one.name === member))
  })
}
