/** One thing that clients need of a host, and how this host does it. */
import { isAnswer, type Answer, type Silence } from './answer.ts'

export const CHECKS = [
  ...[
    'certificate',
    'catalogue',
    'archive',
    'length',
    'own-length',
    'head',
    'plain',
    'range',
    'if-range',
    'validator',
  ],
  ...['missing', 'missing-length', 'spec-oldest', 'spec-old', 'spec-new', 'address'],
  ...['digits', 'digits-length', 'home', 'page', 'types', 'slash', 'case', 'policy', 'cache'],
  ...['hub', 'cors', 'archive-cors', 'listing', 'icons', 'dot-files', 'signature'],
] as const
export type CheckName = (typeof CHECKS)[number]

/** `note`: neither right nor wrong. `poor`: clients work, with less comfort. `bad`: some client fails. */
export type State = 'good' | 'note' | 'poor' | 'bad'

export interface Check {
  name: CheckName
  state: State
  /** What was found, a full sentence; what the host said stands in it quoted. */
  found: string
}

/** Null: there was nothing to ask, so that nothing is known. */
export type Judged = Omit<Check, 'name'> | null

export function good(found: string): Judged {
  return { state: 'good', found }
}

export function note(found: string): Judged {
  return { state: 'note', found }
}

export function poor(found: string): Judged {
  return { state: 'poor', found }
}

export function bad(found: string): Judged {
  return { state: 'bad', found }
}

/** What an answer shows; a question that got none is bad, one that was not asked unknown. */
export function judge(given: Answer | Silence | undefined, judged: (answer: Answer) => Judged): Judged {
  if (given === undefined) return null
  return isAnswer(given) ? judged(given) : bad(`No answer: ${given.fault}.`)
}
