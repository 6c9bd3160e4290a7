/** Whoever answers questions: at a terminal, or not there. */
import type { Question } from './questions.ts'

export interface Person {
  /** The answer, fit by `fault`. Empty where none is needed. @throws Cancelled */
  answer: (question: Question, proposal: string, fault: (text: string) => string | null) => Promise<string>
  /** A line of text, fit by `fault`; `example` is only shown. @throws Cancelled */
  text: (message: string, example: string, fault: (text: string) => string | null) => Promise<string>
  /** `proposal`: what Enter says; yes, if absent. @throws Cancelled */
  confirm: (question: string, proposal?: boolean) => Promise<boolean>
  tell: (text: string) => void
}

/** The person does not want to go on. */
export class Cancelled extends Error {
  override name = 'Cancelled'
}
