/**
 * Layout B: the folder that a DIGITS job's tarball unpacks to, known by `info.json` with a "snapshot file".
 */
import { readCardFile } from '../card-file.ts'
import { isCitationFile } from '../citation-file.ts'
import { dayOf } from '../day.ts'
import { describe } from '../describe.ts'
import type { DigitsSnapshot, License } from '../entry.ts'
import { findFile, readText, toSource, type Folder } from '../folder.ts'
import { readJsonFile } from '../json-file.ts'
import { textField, type JsonObject } from '../json-text.ts'
import { licenseByName } from '../license.ts'
import { quote, type Problem } from '../problem.ts'
import { firstSentence } from '../prose.ts'
import { readSections } from '../sections.ts'
import { proseFault } from '../text.ts'
import type { LayoutResult } from './card.ts'

const FRAMEWORKS = ['caffe', 'torch', 'tensorflow'] as const
const LICENSE_TEXT_BYTES = 256 * 1024

/** True where `info.json` is the one that a DIGITS job writes. */
export function isDigitsLayout(folder: Folder): boolean {
  if (!findFile(folder, 'info.json')) return false
  const { value, problems } = readJsonFile(folder, 'info.json')
  const hasCard = findFile(folder, 'README.md') !== undefined
  return value === null ? problems.length > 0 && !hasCard : 'snapshot file' in value
}

export function readDigitsLayout(folder: Folder): LayoutResult {
  const cardFile = readCardFile(folder)
  const info = readJsonFile(folder, 'info.json')
  const aux = readJsonFile(folder, 'aux.json')
  const licenseFile = findFile(folder, 'license.txt')
    ? readText(folder, 'license.txt', LICENSE_TEXT_BYTES)
    : { text: undefined, problem: undefined }
  const snapshot = toSnapshot(folder, info.value ?? {}, aux.value ?? {}, licenseFile.text ?? null)
  const thumbnail = cardFile.thumbnail?.from
  snapshot.files = snapshot.files.filter(
    ({ from }) => from !== 'README.md' && from !== thumbnail && !isCitationFile(from),
  )
  const sections = readSections({ ...folder, files: [] }, cardFile, [])
  const entry = describe(folder, 'digits', cardFile, fallback(snapshot))
  return {
    // Whatever else could be said of a snapshot follows from its info.json.
    entry: info.value ? { ...entry, sections: sections.sections, digits: snapshot } : null,
    problems: [
      ...cardFile.card.problems,
      ...info.problems,
      ...aux.problems,
      ...(licenseFile.problem ? [licenseFile.problem] : []),
      ...licenseProblems(folder, licenseFile.text ?? ''),
      ...sections.problems,
      ...(info.value ? frameworkProblems(folder, info.value) : []),
    ],
  }
}

function toSnapshot(
  folder: Folder,
  info: JsonObject,
  aux: JsonObject,
  licenseText: string | null,
): DigitsSnapshot {
  const framework = FRAMEWORKS.find((name) => name === info['framework']) ?? 'caffe'
  return { info, aux, licenseText, framework, files: folder.files.map((file) => toSource(file)) }
}

function frameworkProblems(folder: Folder, info: JsonObject): Problem[] {
  if (FRAMEWORKS.some((name) => name === info['framework'])) return []
  const stated =
    'framework' in info ? `framework is ${quote(info['framework'])}.` : 'There is no "framework".'
  const message = `${stated} DIGITS knows caffe, torch and tensorflow, in lower case.`
  return [{ file: `${folder.label}/info.json`, key: 'framework', message, severity: 'error' }]
}

function licenseProblems(folder: Folder, text: string): Problem[] {
  // A form feed parts pages in many a licence.
  const fault = proseFault(text.replaceAll(/[\r\f]/g, '\n'))
  return fault ? [{ file: `${folder.label}/license.txt`, message: fault, severity: 'error' }] : []
}

function fallback({ info, aux, licenseText, framework }: DigitsSnapshot) {
  const username = textField(info, 'username')
  const dataset = textField(aux, 'dataset')
  return {
    title: textField(info, 'name'),
    summary: firstSentence(textField(info, 'note') ?? '') ?? undefined,
    library: framework,
    date: dayOf(info['creation time']),
    license: toLicense(textField(aux, 'license'), licenseText),
    authors: username
      ? [{ name: username, affiliation: textField(aux, 'affiliate') ?? null, orcid: null }]
      : [],
    datasets: dataset ? [dataset] : [],
  }
}

/** DIGITS' own field is free text, so a name that is no id is kept as it is. */
function toLicense(name: string | undefined, licenseText: string | null): License | null {
  if (name) return licenseByName(name)
  return licenseText === null
    ? null
    : { id: 'other', name: 'See license.txt', url: null, commercialUse: 'ask' }
}
