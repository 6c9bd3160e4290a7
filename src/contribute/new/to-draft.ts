/** Answers and files as the draft of an entry. */
import type { CardFacts, Draft } from '../draft.ts'
import { newProse } from './card-prose.ts'
import type { Answers } from './clues.ts'
import { withPictures } from './loose-pictures.ts'
import { readPeople } from './people.ts'
import type { Proposal } from './proposal.ts'
import { readList } from './read-list.ts'

/** A file that lies elsewhere, which becomes the section of weights. */
export interface HostedWeights {
  url: string
  /** Absent until `npm run pin` finds it out. */
  sha256?: string
  /** Bytes; absent likewise. */
  size?: number
}

/** All required answers are there and right. */
export function toDraft(answers: Answers, proposal: Proposal, hosted: HostedWeights | null): Draft {
  const title = answers.title ?? answers.id!
  return {
    id: answers.id!,
    facts: toFacts(answers, proposal.facts, hosted),
    prose: withPictures(proposal.prose ?? newProse(title), proposal.pictures),
    files: proposal.files.map(({ path, from }) => ({ path, from })),
    notes: [],
  }
}

function toFacts(
  answers: Answers,
  { downloads, ...others }: CardFacts,
  hosted: HostedWeights | null,
): CardFacts {
  const isOther = answers.license?.toLowerCase() === 'other'
  return {
    title: answers.title,
    summary: answers.summary,
    version: answers.version,
    date_released: answers.date,
    license: answers.license,
    ...(isOther && { license_name: answers.license_name, license_link: answers.license_link }),
    library_name: answers.library,
    pipeline_tag: answers.task,
    modality: readList(answers.modality ?? ''),
    tags: readList(answers.tags ?? ''),
    authors: readPeople(answers.authors ?? ''),
    doi: answers.doi,
    homepage: answers.homepage,
    ...others,
    ...((downloads !== undefined || hosted !== null) && {
      downloads: { ...(downloads as object | undefined), ...(hosted !== null && { weights: hosted }) },
    }),
  }
}
