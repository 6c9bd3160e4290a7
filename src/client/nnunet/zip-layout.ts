/**
 * What a zip of trained models holds, told by its paths alone, before anything of it is unpacked.
 *
 * nnU-Net unpacks into its results folder without looking, so all that it can read lies below `Dataset###_Name/`. Its own export also packs
 * `ensembles/` and some notes of the data set. Older zips begin lower, with the folder of a training or with its files; whoever installs
 * them says what is missing above.
 */
import { RECORD_FILE } from '../install/record.ts'
import { UserError } from '../../lib/user-error.ts'
import { quote, quoteSome } from '../../zoo/problem.ts'
import { datasetNumber, foldOfCheckpoint, parseTrainingName } from './model-names.ts'
import { relocate, type Moved } from './relocate.ts'

/** A folder that is installed as one. */
export interface ModelFolder {
  /** In the zip; empty: its top. */
  from: string
  /** Below the results folder. */
  to: string
  isTraining: boolean
  /** Below the folder. */
  paths: string[]
}

export interface ZipLayout {
  folders: ModelFolder[]
  /** Notes that lie in a data set's own folder: path in the zip → path below the results folder. */
  notes: Map<string, string>
}

const NOTES = /^(inference_information\.(json|txt)|inference_instructions\.txt)$/
const SHOWN = 5
/** A data set has some dozen trainings at most. */
const MOST_FOLDERS = 1000

/**
 * `as`: what stands above the zip's top, `Dataset901_Shapes` or `Dataset901_Shapes/nnUNetTrainer__nnUNetPlans__2d`; a zip that names its one
 * data set is put under this one.
 * @throws UserError with all that is wrong.
 */
export function readZipLayout(paths: readonly string[], as?: string): ZipLayout {
  const moved = relocate(paths, as)
  const folders = new Map<string, ModelFolder>()
  const notes = new Map<string, string>()
  const strays = moved.filter((path) => !place(path, folders, notes))
  const layout: ZipLayout = { folders: [...folders.values()].slice(0, MOST_FOLDERS), notes }
  const problems = [
    ...strayProblems(strays.map(({ from }) => from)),
    ...(folders.size > MOST_FOLDERS
      ? [`The zip holds ${folders.size} trainings. Pack it again with fewer.`]
      : []),
    ...missingFiles(layout),
    ...sameNumbers(layout),
    ...recordProblems(layout),
  ]
  if (problems.length === 0) return layout
  throw new UserError([...problems, 'Nothing was installed.'].join('\n'))
}

/** False: it belongs nowhere. */
function place({ from, to }: Moved, folders: Map<string, ModelFolder>, notes: Map<string, string>): boolean {
  const [dataset = '', second = '', third = '', ...rest] = to.split('/')
  if (datasetNumber(dataset) === null) return false
  if (third === '' && NOTES.test(second)) {
    notes.set(from, to)
    return true
  }
  const isTraining = parseTrainingName(second) !== null && third !== ''
  const isEnsemble = second === 'ensembles' && third.startsWith('ensemble_') && rest.length > 0
  if (!isTraining && !isEnsemble) return false
  const folder = isTraining ? `${dataset}/${second}` : `${dataset}/ensembles/${third}`
  const path = to.slice(folder.length + 1)
  const found = folders.get(folder)
  if (found) found.paths.push(path)
  else {
    const above = from.slice(0, Math.max(0, from.length - path.length - 1))
    folders.set(folder, { from: above, to: folder, isTraining, paths: [path] })
  }
  return true
}

function strayProblems(paths: readonly string[]): string[] {
  if (paths.length === 0) return []
  return [
    `The zip holds files that belong to no trained model: ${quoteSome(paths, SHOWN)}. nnU-Net's importer would scatter them among your results. Pack the zip again without them.`,
  ]
}

function missingFiles({ folders }: ZipLayout): string[] {
  const trainings = folders.filter(({ isTraining }) => isTraining)
  const missing = trainings.flatMap(({ to, paths }) => {
    const lacks = [
      ...(plansPath(to, paths) === null ? ['plans.json'] : []),
      ...(paths.includes('dataset.json') ? [] : ['dataset.json']),
      ...(paths.some((path) => foldOfCheckpoint(path) !== null) ? [] : ['fold_0/checkpoint_final.pth']),
    ]
    return lacks.map((path) => `${to}/${path}`)
  })
  if (trainings.length === 0) missing.push('Dataset###_Name/Trainer__Plans__configuration/plans.json')
  if (missing.length === 0) return []
  return [
    `Missing required files in ZIP: ${missing.slice(0, 20).join(', ')}. Ask whoever packed it for a zip with them.`,
  ]
}

/** Where a training keeps its plans: in `plans.json`, or under the name that they have elsewhere (`nnUNetPlans.json`). Null: nowhere. */
export function plansPath(folder: string, paths: readonly string[]): string | null {
  const plans = parseTrainingName(folder.split('/').at(-1)!)?.plans ?? ''
  return ['plans.json', `${plans}.json`].find((path) => paths.includes(path)) ?? null
}

function sameNumbers({ folders }: ZipLayout): string[] {
  const names = [...new Set(folders.map(({ to }) => to.split('/')[0]!))]
  const twice = names.find((name) =>
    names.some((other) => other !== name && datasetNumber(other) === datasetNumber(name)),
  )
  if (twice === undefined) return []
  return [
    `Two data sets in the zip have the number ${datasetNumber(twice)}; nnU-Net would find neither. Ask whoever packed it to renumber one.`,
  ]
}

/** The record tells what was installed from where, so no archive may bring its own. */
function recordProblems({ folders }: ZipLayout): string[] {
  const has = folders.find(({ paths }) => paths.some((path) => path.toLowerCase() === RECORD_FILE))
  return has === undefined
    ? []
    : [`The zip brings a ${RECORD_FILE} of its own in ${quote(has.to)}. Pack it again without.`]
}
