/** Asks a host all that there is to ask, one question after the other, and keeps the answers as they came. */
import { UserError } from '../lib/user-error.ts'
import { quote } from '../zoo/problem.ts'
import { type Answer, isAnswer, type Silence } from './answer.ts'
import type { Asker } from './ask.ts'
import { lookApart } from './look-apart.ts'
import { conditional, type Probe, questions } from './questions.ts'
import { CATALOGUE_LIMIT, readStoreFiles, type StoreFiles, SUMS_HEAD } from './store-files.ts'

export interface Seen {
  /** As it was asked, with a slash at the end. */
  address: string
  /** Null: the address is no store's. */
  files: StoreFiles | null
  /** Absent where there was nothing to ask. */
  answers: Partial<Record<Probe, Answer | Silence>>
  /** Questions to the hosts that have the archives, where those are others. */
  askedApart: number
  /** The host that the archives' host redirects to; null: none. */
  archivesLeadTo: string | null
}

const HOME_LIMIT = 512 * 1024

/** @throws UserError where nobody answers, or the address leads elsewhere. */
export async function look(asker: Asker): Promise<Seen> {
  const home = await asker.ask({ path: '', keep: HOME_LIMIT })
  if (!isAnswer(home)) throw new UserError(`${asker.store.href} cannot be asked: ${home.fault}.`)
  refuseRedirect(home, asker.store)
  const catalogue = await asker.ask({ path: 'catalogue.json', keep: CATALOGUE_LIMIT })
  const sums = await asker.ask({ path: 'SHA256SUMS', keep: SUMS_HEAD })
  const files = readStoreFiles(bodyOf(catalogue), bodyOf(sums))
  const answers: Seen['answers'] = { home, catalogue, sums }
  for (const [probe, question] of questions(files)) answers[probe] = await asker.ask(question)
  for (const [probe, question] of conditional(files?.archive ?? null, answers.range))
    answers[probe] = await asker.ask(question)
  const apart = files?.archive === null && files.apart !== null ? await lookApart(asker, files.apart) : null
  return {
    ...{ address: asker.store.href, files, answers: { ...answers, ...apart?.answers } },
    ...{ askedApart: apart?.asked ?? 0, archivesLeadTo: apart?.leadsTo ?? null },
  }
}

/** Of status 200; empty otherwise. */
export function bodyOf(given: Answer | Silence | undefined): Buffer {
  return given !== undefined && isAnswer(given) && given.status === 200 ? given.body : Buffer.alloc(0)
}

/** Whoever meant the other address has to say so: what is found here would be true of nothing. */
function refuseRedirect({ status, headers }: Answer, store: URL): void {
  if (status < 300 || status > 399 || status === 304) return
  const to = URL.parse(headers.location ?? '', store)
  const where = to === null ? '' : ` to ${quote(to.href)}`
  throw new UserError(
    `${store.href} redirects${where}. Ask the address that people will use: NiftyNet's specs hold it, and not every client follows.`,
  )
}
