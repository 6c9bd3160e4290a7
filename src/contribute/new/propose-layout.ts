/**
 * Which of the three layouts the files are in, by the marks that the zoo's own reader goes by, and where the entry's folder begins.
 */
import { UserError } from '../../lib/user-error.ts'
import type { Layout } from '../../zoo/entry.ts'
import { parseJsonObject, textField, type JsonObject } from '../../zoo/json-text.ts'
import { quote } from '../../zoo/problem.ts'
import { firstSentence } from '../../zoo/prose.ts'
import type { Answers, Clues } from './clues.ts'
import { writePeople } from './people.ts'

export interface ProposedLayout {
  layout: Layout
  /** What is cut from the beginning of every path; files elsewhere are left out. Empty, or ends in `/`. */
  root: string
  /** What is put before every path instead. Empty, or ends in `/`. */
  prefix: string
  answers: Answers
}

const TRAINING = /^((?:.*\/)?)([^/]+__[^/]+__[^/]+)\/plans\.json$/
const TRAINING_NAME = /^[^/_]+(?:_[^/_]+)*__[^/]+__[^/]+$/

/** @throws UserError where the files are those of several data sets of nnU-Net. */
export function proposeLayout(clues: Clues): ProposedLayout {
  return nnunet(clues) ?? digits(clues) ?? { layout: 'card', root: '', prefix: '', answers: {} }
}

function nnunet(clues: Clues): ProposedLayout | null {
  const paths = new Set(clues.files.map(({ path }) => path))
  if (paths.has('plans.json') && TRAINING_NAME.test(clues.name)) {
    const prefix = `${clues.name}/`
    return { layout: 'nnunet', root: '', prefix, answers: nnunetAnswers(clues, '', '') }
  }
  const found = [...paths].flatMap((path) => {
    const [, parent = '', training = ''] = TRAINING.exec(path) ?? []
    return training === '' ? [] : [{ parent, training }]
  })
  const parents = [...new Set(found.map(({ parent }) => parent))]
  if (parents.length === 0) return null
  if (parents.length > 1)
    throw new UserError(
      `There are trainings of several data sets: ${parents
        .slice(0, 5)
        .map((one) => quote(one))
        .join(', ')}. Name one of these folders. Nothing was written.`,
    )
  const root = parents[0]!
  const folder = root === '' ? clues.name : root.split('/').at(-2)!
  return {
    layout: 'nnunet',
    root,
    prefix: '',
    answers: nnunetAnswers(clues, `${root}${found[0]!.training}/`, folder),
  }
}

const DATASET = /^Dataset\d{3}_[A-Za-z0-9._-]+$/

/** nnU-Net finds data sets by the name of their folder, which plans.json knows too. */
function nnunetAnswers(clues: Clues, training: string, folder: string): Answers {
  const plans = readJson(clues, `${training}plans.json`)
  const dataset = readJson(clues, `${training}dataset.json`)
  const id = [folder, textField(plans, 'dataset_name') ?? ''].find((name) => DATASET.test(name))
  const name = (textField(dataset, 'name') ?? id)?.replace(/^Dataset\d{3}_/, '').replaceAll('_', ' ')
  return {
    ...(id !== undefined && { id }),
    ...(name !== undefined && { title: name }),
    summary: firstSentence(textField(dataset, 'description') ?? '') ?? '',
    license: textField(dataset, 'licence') ?? textField(dataset, 'license') ?? '',
    task: 'image-segmentation',
    library: 'nnunet',
  }
}

function digits(clues: Clues): ProposedLayout | null {
  const candidates = clues.files.filter(({ path }) => /^(?:[^/]+\/)?info\.json$/.test(path))
  for (const { path } of candidates) {
    const info = readJson(clues, path)
    if (!('snapshot file' in info)) continue
    const root = path.slice(0, -'info.json'.length)
    return {
      layout: 'digits',
      root,
      prefix: '',
      answers: digitsAnswers(info, readJson(clues, `${root}aux.json`)),
    }
  }
  return null
}

function digitsAnswers(info: JsonObject, aux: JsonObject): Answers {
  const title = textField(info, 'name') ?? ''
  const user = textField(info, 'username')
  const affiliate = textField(aux, 'affiliate') ?? null
  const affiliation = affiliate === user ? null : affiliate
  const framework = textField(info, 'framework') ?? 'caffe'
  return {
    title,
    summary: firstSentence(textField(info, 'note') ?? '') ?? '',
    license: textField(aux, 'license') ?? '',
    library: framework === 'torch' || framework === 'tensorflow' ? framework : 'caffe',
    task: textField(info, 'labels file') === undefined ? '' : 'image-classification',
    authors: user === undefined ? '' : writePeople([{ name: user, affiliation, orcid: null }]),
  }
}

/** Empty where there is no such file, or it holds anything but an object. */
export function readJson(clues: Pick<Clues, 'text'>, path: string): JsonObject {
  const text = clues.text(path)
  return text === null ? {} : (parseJsonObject(text, path).value ?? {})
}
