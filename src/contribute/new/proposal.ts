/**
 * All that can be found out of a model's files, as the answers that a person would give.
 */
import type { Layout } from '../../zoo/entry.ts'
import { isLicenseExpression, licenseById } from '../../zoo/license.ts'
import { cutAtWord } from '../../zoo/text.ts'
import type { CardFacts } from '../draft.ts'
import { licenseOfText } from '../license-of-text.ts'
import { loosePictures } from './loose-pictures.ts'
import { arrange, README, type PlacedFile } from './arrange.ts'
import { fileAtTop, firstAnswers, textAtTop, type Answers, type Clues } from './clues.ts'
import type { LookedInto } from './look-into.ts'
import { proposeFromCitation } from './propose-citation.ts'
import { proposeFramework } from './propose-framework.ts'
import { proposeId } from './propose-id.ts'
import { proposeLayout } from './propose-layout.ts'
import { licenseInProse, proposeLicense } from './propose-license.ts'
import { proposeFromPyproject } from './propose-pyproject.ts'
import { NO_CARD, proposeFromReadme } from './propose-readme.ts'
import { proposeModality, proposeTask } from './propose-task.ts'
import { largest, proposeThumbnail } from './propose-thumbnail.ts'
import type { FoundFile, Refusal } from './survey.ts'

export interface Proposal {
  layout: Layout
  answers: Answers
  /** Further ones by the words of title and summary, once they are known. */
  guess: (known: Answers) => Answers
  /** Facts for which there is no question. */
  facts: CardFacts
  /** Null: there is none yet. */
  prose: string | null
  /** Paths of pictures that the card is to show below its prose. */
  pictures: string[]
  files: PlacedFile[]
  refused: Refusal[]
  /** Paths of files that have no place in the entry. */
  leftOut: string[]
  /** Files whose copies get another name: `Köpfe.pt → Kopfe.pt`. */
  renamed: string[]
}

const LONGEST_SUMMARY = 300

/** `thumbnail`: the person's own choice; null: whatever is named for it. */
export function propose(clues: LookedInto, thumbnail: FoundFile | null = null): Proposal {
  const layout = proposeLayout(clues)
  const files = clues.files.filter(({ path }) => path.startsWith(layout.root))
  const readme = fileAtTop(below(files, layout.root), README)
  const card = readme === undefined ? NO_CARD : proposeFromReadme(clues.text(layout.root + readme.path) ?? '')
  const top: Clues = {
    ...clues,
    files: below(files, layout.root),
    text: (path) => clues.text(layout.root + path),
  }
  const said = { license: licenseInProse(card.prose ?? '') }
  const { license, ...answers } = gather(top, [card.answers, layout.answers], said)
  const loose = layout.layout === 'card' ? loosePictures(files, card.prose ?? '') : []
  const chosen = thumbnail ?? proposeThumbnail(files) ?? largest(loose)
  const pictures = loose.filter((file) => file !== chosen).map(({ path }) => path)
  const arranged = arrange(clues.files, {
    ...layout,
    thumbnail: chosen,
    prose: card.prose ?? '',
    pictures,
    weights: new Set(clues.formats.keys()),
  })
  return {
    layout: layout.layout,
    answers: { ...answers, ...licenseAnswers(license) },
    facts: card.facts,
    prose: card.prose,
    pictures,
    guess: ({ title = '', summary = '' }) => guess(top, `${title} ${summary}`),
    ...arranged,
    refused: [...clues.refused, ...arranged.refused],
  }
}

/** Stated facts first, and after the files what only prose says. */
function gather(clues: Clues, stated: readonly Answers[], said: Answers): Answers {
  const found = firstAnswers(
    ...stated,
    proposeLicense(clues),
    proposeFromCitation(textAtTop(clues, /^citation\.cff$/i) ?? ''),
    proposeFromPyproject(textAtTop(clues, /^pyproject\.toml$/i) ?? ''),
    said,
    { id: proposeId(clues.name) ?? '' },
  )
  const guessed = firstAnswers(found, { library: proposeFramework(clues) ?? '', version: '1.0' })
  const id = guessed.id ?? proposeId(guessed.title ?? '')
  return {
    ...guessed,
    ...(id != null && { id }),
    ...(guessed.summary !== undefined && { summary: cutAtWord(guessed.summary, LONGEST_SUMMARY) }),
  }
}

function guess(clues: Clues, said: string): Answers {
  return { task: proposeTask(clues, said) ?? '', modality: proposeModality(clues, said).join(', ') }
}

/** A licence that is only a name has no id, but the name is known. */
function licenseAnswers(stated: string | undefined): Answers {
  if (stated === undefined) return {}
  const known = licenseById(stated)
  if (known !== null) return { license: known.id! }
  if (stated === 'other' || isLicenseExpression(stated)) return { license: stated }
  const id = licenseOfText(stated)
  return id === null ? { license: 'other', license_name: stated } : { license: id }
}

function below(files: readonly FoundFile[], root: string): FoundFile[] {
  return files.map((file) => ({ ...file, path: file.path.slice(root.length) }))
}
