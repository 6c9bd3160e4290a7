/**
 * Layout A: `README.md` with front matter; each sub-folder is a download section.
 */
import type { Card } from '../card.ts'
import { CARD_KEYS } from '../keys.ts'
import { isLicenseFile, readCardFile, servesPage, type CardFile } from '../card-file.ts'
import { describe } from '../describe.ts'
import type { Entry } from '../entry.ts'
import { findFile, type Folder } from '../folder.ts'
import { quote, type Problem } from '../problem.ts'
import { readSections } from '../sections.ts'

export interface LayoutResult {
  /** Made even where problems hold an error, so that checks across entries see it. Null: the folder is no entry at all. */
  entry: Entry | null
  problems: Problem[]
}

/** Reads a folder that has a card and neither of the other layouts' marks. */
export function readCardLayout(folder: Folder): LayoutResult {
  if (!findFile(folder, 'README.md')) return { entry: null, problems: [notAnEntry(folder)] }
  const cardFile = readCardFile(folder)
  const entry = describe(folder, 'card', cardFile)
  const loose = looseFiles(folder, cardFile)
  const sections = readSections(folder, cardFile, loose)
  return {
    entry: { ...entry, sections: sections.sections },
    problems: [...missingLicense(cardFile), ...cardFile.card.problems, ...sections.problems],
  }
}

/** Files of the root that belong to a download. A clone is published as it is: with them goes the text that its licence links to. */
function looseFiles(folder: Folder, cardFile: CardFile) {
  const root = folder.files.filter((file) => !file.path.includes('/'))
  const loose = root.filter((file) => !servesPage(file, cardFile))
  if (!folder.isClone || loose.length === 0) return loose
  return root.filter((file) => loose.includes(file) || isLicenseFile(file.path))
}

function notAnEntry({ label }: Folder): Problem {
  const message =
    'This folder is no entry: it has neither README.md (a model card), nor info.json of a DIGITS snapshot, nor a ' +
    'folder <Trainer>__<Plans>__<configuration> with plans.json. Add a README.md.'
  return { file: label, message, severity: 'error' }
}

function missingLicense({ card, file }: CardFile): Problem[] {
  const broken = card.problems.some((problem) => problem.severity === 'error')
  if (card.license !== null || card.fields.license.length > 0 || broken) return []
  const [message, paste] = licenseAdvice(card)
  return [{ file, line: 1, message: `license: there is none${message}`, paste, severity: 'error' }]
}

function licenseAdvice({ hasFrontMatter, body }: Card): [message: string, paste: string] {
  const first = /^\s*([\w-]{1,40}):/.exec(body)?.[1]
  if (!hasFrontMatter && first !== undefined && CARD_KEYS.includes(first))
    return [', since nothing begins the front matter. Put a line with --- before its first key.', '---']
  const advice = `. Say what people may do with the model, with an SPDX id such as ${quote('cc-by-4.0')}.`
  return [advice, hasFrontMatter ? 'license: cc-by-4.0' : '---\nlicense: cc-by-4.0\n---']
}
