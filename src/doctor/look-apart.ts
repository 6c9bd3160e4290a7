/**
 * The archives of a store that has them at another place: a bucket, a server, a release at GitHub, which leads to a third one. Clients follow
 * there, and so does this, a few times, but never from a public store into a private network, nor away from https.
 */
import { type Answer, isAnswer, leadsTo, type Silence } from './answer.ts'
import type { Asker, Question } from './ask.ts'
import { conditional, ofApart, type Probe } from './questions.ts'
import type { StoreFiles } from './store-files.ts'

export interface SeenApart {
  answers: Partial<Record<Probe, Answer | Silence>>
  asked: number
  /** The host that an archive came from in the end; null: from where it was asked for. */
  leadsTo: string | null
}

const MOST_REDIRECTS = 5

/** `asker` asks the store itself, and gets the fault of a certificate that is met on the way. */
export async function lookApart(
  asker: Asker,
  { address, archive, isFlat }: NonNullable<StoreFiles['apart']>,
): Promise<SeenApart> {
  const seen: SeenApart = { answers: {}, asked: 0, leadsTo: null }
  const ask = async (probe: Probe, question: Question) => {
    const { answer, host } = await follow(asker, new URL(question.path, address), question, seen)
    seen.answers[probe] = answer
    if (probe === 'archive' && host !== address.host) seen.leadsTo = host
    return isAnswer(answer)
  }
  for (const [probe, question] of ofApart(archive, isFlat)) if (!(await ask(probe, question))) return seen
  for (const [probe, question] of conditional(archive, seen.answers.range)) await ask(probe, question)
  return seen
}

async function follow(
  asker: Asker,
  start: URL,
  question: Question,
  seen: SeenApart,
): Promise<{ answer: Answer | Silence; host: string }> {
  let url = start
  for (let hops = 0; ; hops++) {
    const other = asker.beside(new URL('/', url))
    seen.asked++
    const answer = await other.ask({ ...question, path: url.href })
    if (other.certificate?.fault) asker.certificate = other.certificate
    const to = isAnswer(answer) ? leadsTo(answer, url) : null
    if (to === null || hops === MOST_REDIRECTS || !mayFollow(url, to)) return { answer, host: url.host }
    url = to
  }
}

function mayFollow(from: URL, to: URL): boolean {
  return to.protocol === 'https:' || (to.protocol === 'http:' && from.protocol === 'http:')
}
