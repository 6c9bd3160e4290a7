/** The answers from flags, files and, where one is there, the person. */
import { UserError } from '../../lib/user-error.ts'
import type { Answers } from './clues.ts'
import { titleOfId } from './propose-id.ts'
import type { Person } from './person.ts'
import type { Surroundings } from './answer-faults.ts'
import { faultOf, QUESTIONS, type Question } from './questions.ts'

export interface Answering {
  /** What flags say: nobody is asked again. */
  stated: Answers
  proposed: Answers
  /** Further proposals, by what was answered so far. */
  guess: (known: Answers) => Answers
  /** Null: nobody can be asked. */
  person: Person | null
  /** Whether only that is asked which is needed and has no proposal. */
  isQuick: boolean
  surroundings: Surroundings
}

/** @throws UserError that lists everything missing or wrong, where nobody can be asked. */
export async function answerAll(answering: Answering): Promise<Answers> {
  const { stated, person, isQuick, surroundings } = answering
  const answers: Answers = {}
  const faults: string[] = wrongFlags(answering)
  if (faults.length > 0) throw new UserError(sentence(faults))
  for (const question of QUESTIONS) {
    if (!isMeant(question, answers)) continue
    const proposal = proposalFor(question, answers, answering)
    const judge = (text: string) => faultOf(question, text, answers, surroundings)
    const isSettled = stated[question.key] !== undefined || !question.isAsked
    const isFit = judge(proposal) === null
    const isAnswered = isFit && (isSettled || isQuick)
    if (isAnswered || (person === null && isFit)) answers[question.key] = proposal.trim()
    else if (person === null || isSettled) {
      // A guess of ours that is not fit is dropped where nobody needs it.
      if (question.isRequired(answers)) faults.push(flagOf(question, judge(proposal)!))
    } else answers[question.key] = (await person.answer(question, proposal, judge)).trim()
  }
  if (faults.length > 0) throw new UserError(sentence(faults))
  return Object.fromEntries(Object.entries(answers).filter(([, text]) => text !== ''))
}

function isMeant({ key }: Question, { license }: Answers): boolean {
  return !key.startsWith('license_') || license?.toLowerCase() === 'other'
}

/** Where nothing tells the title, the id does. */
function proposalFor({ key }: Question, answers: Answers, { stated, proposed, guess }: Answering): string {
  const known = stated[key] ?? proposed[key]
  if (known !== undefined) return known
  return key === 'title' ? titleOfId(answers.id ?? '') : (guess(answers)[key] ?? '')
}

/** What was typed wrong is said before anything is asked. */
function wrongFlags({ stated, surroundings }: Answering): string[] {
  return QUESTIONS.flatMap((question) => {
    const text = stated[question.key]
    const fault = text === undefined || text.trim() === '' ? null : question.fault(text.trim(), surroundings)
    return fault === null ? [] : [flagOf(question, fault)]
  })
}

function flagOf({ flag, value }: Question, fault: string): string {
  return `--${flag} ${value}: ${fault}`
}

function sentence(faults: readonly string[]): string {
  return [
    'These answers are missing or wrong:',
    ...faults.map((fault) => `  ${fault}`),
    'Add them, or run the command at a terminal, where it asks. Nothing was written.',
  ].join('\n')
}
