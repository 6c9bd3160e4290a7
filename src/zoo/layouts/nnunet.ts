/**
 * Layout C: an nnU-Net v2 results folder, `<Trainer>__<Plans>__<configuration>/plans.json` with `dataset.json` and `fold_*`.
 */
import { planImports } from '../../inspect/network/plan-imports.ts'
import { isKnownToRunCode } from '../../inspect/pickle/allowed.ts'
import { isShown, readCardFile, servesPage, type CardFile } from '../card-file.ts'
import { describe } from '../describe.ts'
import type { NnunetResults, NnunetTraining } from '../entry.ts'
import { findFile, toSource, type Folder } from '../folder.ts'
import { readJsonFile } from '../json-file.ts'
import { textField, type JsonObject } from '../json-text.ts'
import { licenseByName } from '../license.ts'
import { quote, type Problem } from '../problem.ts'
import { firstSentence } from '../prose.ts'
import { readSections } from '../sections.ts'
import { cleanLine } from '../text.ts'
import type { LayoutResult } from './card.ts'

/** True where a sub-folder is named like a training and holds its plans. */
export function isNnunetLayout(folder: Folder): boolean {
  return trainingFolders(folder).length > 0
}

export function readNnunetLayout(folder: Folder): LayoutResult {
  const cardFile = readCardFile(folder)
  const names = trainingFolders(folder)
  const trainings = names.map((name) => readTraining(folder, name))
  const dataset = trainings[0]?.dataset ?? {}
  const nnunet = toResults(
    folder,
    trainings.map(({ training }) => training),
    dataset,
  )
  const sections = readSections({ ...folder, files: [] }, cardFile, [])
  const entry = describe(folder, 'nnunet', cardFile, fallback(dataset))
  return {
    entry: { ...entry, sections: sections.sections, nnunet },
    problems: [
      ...cardFile.card.problems,
      ...sections.problems,
      ...trainings.flatMap(({ problems }) => problems),
      ...strayProblems(folder, cardFile, names),
    ],
  }
}

/** Exactly two double underscores: nnU-Net splits the name at them. */
function trainingFolders(folder: Folder): string[] {
  return folder.files
    .filter(({ path }) => /^[^/]+__[^/]+__[^/]+\/plans\.json$/.test(path) && path.split('__').length === 3)
    .map(({ path }) => path.split('/')[0]!)
}

function readTraining(folder: Folder, name: string) {
  const [trainer = '', plansName = '', configuration = ''] = name.split('__')
  const dataset = readJsonFile(folder, `${name}/dataset.json`)
  const plans = readJsonFile(folder, `${name}/plans.json`)
  const training: NnunetTraining = {
    folder: name,
    trainer,
    plans: plansName,
    configuration,
    folds: folds(folder, name),
  }
  const problems = [...dataset.problems, ...plans.problems, ...foldProblems(folder, training)]
  if (!findFile(folder, `${name}/dataset.json`)) {
    problems.push(problem(folder, name, 'There is no dataset.json. nnU-Net needs it beside plans.json.'))
  }
  if (dataset.value) problems.push(...datasetProblems(folder, name, dataset.value))
  if (plans.value && !isObject(plans.value['configurations'], configuration)) {
    const message = `"configurations" holds no ${quote(configuration)}, which the folder is named for.`
    problems.push({ ...problem(folder, `${name}/plans.json`, message), key: 'configurations' })
  }
  problems.push(...importProblems(folder, `${name}/plans.json`, planImports(plans.value)))
  return { training, dataset: dataset.value ?? {}, problems }
}

/** Networks of a lab's own are its business; whoever installs them must vouch for them. */
function importProblems(folder: Folder, path: string, imports: readonly string[]): Problem[] {
  return imports.map((name) => {
    const isEvil = !name.includes('.') || isKnownToRunCode(name)
    const message = isEvil
      ? `For these plans nnU-Net imports and calls ${quote(name)}, which can run any program. Name a class of a network.`
      : `For these plans nnU-Net imports and calls ${quote(name)}, which others may not have, and must vouch for when they install the model.`
    return { ...problem(folder, path, message), severity: isEvil ? 'error' : 'warning' }
  })
}

function folds(folder: Folder, name: string): string[] {
  const found = folder.files.map(({ path }) => path.split('/')).filter(([top]) => top === name)
  const unique = new Set(found.map(([, fold]) => fold!).filter((fold) => /^fold_(\d+|all)$/.test(fold)))
  const order = (fold: string) => (fold === 'fold_all' ? Infinity : Number(fold.slice(5)))
  return [...unique].sort((a, b) => order(a) - order(b))
}

function foldProblems(folder: Folder, training: NnunetTraining): Problem[] {
  if (training.folds.length === 0) {
    return [problem(folder, training.folder, 'There is no fold_0, fold_1, … or fold_all with a checkpoint.')]
  }
  return training.folds
    .filter((fold) => !findFile(folder, `${training.folder}/${fold}/checkpoint_final.pth`))
    .map((fold) =>
      problem(
        folder,
        `${training.folder}/${fold}`,
        'There is no checkpoint_final.pth, which nnU-Net loads. Add it.',
      ),
    )
}

function datasetProblems(folder: Folder, name: string, dataset: JsonObject): Problem[] {
  const file = `${name}/dataset.json`
  const problems: Problem[] = []
  if (!isObject(dataset, 'labels') || (dataset['labels'] as JsonObject)['background'] !== 0) {
    const message = '"labels" must be an object that holds "background": 0.'
    problems.push({ ...problem(folder, file, message), key: 'labels' })
  }
  if (!isObject(dataset, 'channel_names') && !isObject(dataset, 'modality')) {
    problems.push(
      problem(folder, file, '"channel_names" is missing. It maps "0", "1", … to the names of the inputs.'),
    )
  }
  return problems
}

function toResults(folder: Folder, trainings: NnunetTraining[], dataset: JsonObject): NnunetResults {
  const channels = dataset['channel_names'] ?? dataset['modality']
  const inTraining = folder.files.filter(({ path }) =>
    trainings.some((one) => path.startsWith(`${one.folder}/`)),
  )
  return {
    trainings,
    channels: isObject({ channels: channels ?? null }, 'channels')
      ? Object.values(channels as JsonObject).map((value) =>
          cleanLine(typeof value === 'string' ? value : JSON.stringify(value)),
        )
      : [],
    ...labelsOf(dataset),
    files: inTraining.map((file) => toSource(file, `${folder.id}/${file.path}`)),
  }
}

function labelsOf(dataset: JsonObject): Pick<NnunetResults, 'labels' | 'labelValues'> {
  const labels = isObject(dataset, 'labels') ? Object.entries(dataset['labels'] as JsonObject) : []
  return {
    labels: labels.map(([name]) => cleanLine(name)),
    labelValues: labels.map(([, value]) =>
      [value].flat().filter((one): one is number => typeof one === 'number' && Number.isSafeInteger(one)),
    ),
  }
}

/** What `nnUNetv2_find_best_configuration` leaves beside the trainings. */
const BY_PRODUCT =
  /^(ensembles\/|inference_information\.json$|inference_instructions\.txt$|postprocessing\.(pkl|json)$)/

/** The zip holds trainings alone: whatever lies at its top lands beside the user's other data sets. */
function strayProblems(folder: Folder, cardFile: CardFile, trainings: string[]): Problem[] {
  return folder.files
    .filter((file) => !servesPage(file, cardFile) && !trainings.includes(file.path.split('/')[0]!))
    .filter(({ path }) => !isShown(path, cardFile))
    .map((file) =>
      BY_PRODUCT.test(file.path)
        ? {
            ...problem(folder, file.path, 'nnU-Net wrote this for itself; it is not published.'),
            severity: 'warning',
          }
        : problem(
            folder,
            file.path,
            'This file belongs to no training. Move it into its folder or remove it.',
          ),
    )
}

function fallback(dataset: JsonObject) {
  const license = textField(dataset, 'licence') ?? textField(dataset, 'license')
  return {
    summary: firstSentence(textField(dataset, 'description') ?? '') ?? undefined,
    license: license ? licenseByName(license) : null,
    library: 'nnunet',
    datasets: [textField(dataset, 'name') ?? []].flat(),
  }
}

function isObject(parent: unknown, key: string): boolean {
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key)) return false
  const value = (parent as JsonObject)[key]
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function problem(folder: Folder, path: string, message: string): Problem {
  return { file: `${folder.label}/${path}`, message, severity: 'error' }
}
