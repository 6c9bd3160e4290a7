/** What a host does for browsers, for DIGITS, which reads pages too, and for Hugging Face's client. */
import { quote } from '../zoo/problem.ts'
import { isAnswer, type Answer, type Silence } from './answer.ts'
import { type Certificate } from './ask.ts'
import { bad, good, judge, note, poor, type CheckName, type Judged } from './check.ts'
import type { Seen } from './look.ts'
import type { Probe } from './questions.ts'

type Checks = Partial<Record<CheckName, Judged>>

const DAY = 86_400
const TYPES: readonly [Probe, string, RegExp, string][] = [
  ['page', 'pages', /^text\/html\b/i, 'text/html'],
  ['style', 'style sheets', /^text\/css\b/i, 'text/css'],
  ['script', 'scripts', /^(text|application)\/javascript\b/i, 'text/javascript'],
  ['catalogue', 'catalogue.json', /^application\/json\b/i, 'application/json'],
  ['spec', '.ini', /^text\/plain\b/i, 'text/plain'],
]
/** A cell that ends with a slash is a model for the DIGITS of August 2016 (docs/clients.md). */
const CHILD_CELL = /<td[^>]{0,1000}>[^<]{0,1000}\/</i

export function checkPages({ files, answers }: Seen, certificate: Certificate | null): Checks {
  return {
    certificate: certificate === null ? null : certified(certificate),
    home: files === null ? null : judge(answers.home, homeOf),
    page: judge(answers.page, ({ status }) =>
      status === 200 ? good('Pages open.') : bad(`The page of a model answers with status ${status}.`),
    ),
    types: typesOf(answers),
    policy: judge(answers.home, policyOf),
    cache: cacheOf(answers),
    cors: judge(answers.cross, ({ headers }) =>
      headers['access-control-allow-origin'] === undefined
        ? note('Pages of other sites may not read documents.')
        : note('Pages of other sites may read documents.'),
    ),
    signature: judge(answers.signature, ({ status, body }) =>
      status === 200 && body.toString('latin1', 0, 18) === 'untrusted comment:'
        ? good('The store is signed.')
        : note('The store is not signed.'),
    ),
    digits: digitsDocuments(answers),
    'digits-length': digitsLength(answers),
    hub: judge(answers.hub, hubOf),
  }
}

function certified({ fault, until }: Certificate): Judged {
  if (fault === null) return good(`The certificate is valid until ${until}.`)
  return bad(`The certificate is not valid: ${quote(fault)}.`)
}

function homeOf({ status, body }: Answer): Judged {
  if (status !== 200) return bad(`The front page answers with status ${status}.`)
  return CHILD_CELL.test(body.toString('latin1'))
    ? bad('A cell of the front page ends with a slash: an early DIGITS takes it for a model.')
    : good('The front page holds nothing that DIGITS takes for a model.')
}

function typesOf(answers: Seen['answers']): Judged {
  const wrong: string[] = []
  let isBlocked = false
  for (const [probe, what, pattern, type] of TYPES) {
    const given = answers[probe]
    if (given === undefined || !isAnswer(given) || given.status !== 200) continue
    const found = given.headers['content-type']
    if (found !== undefined && pattern.test(found)) continue
    wrong.push(`${what} as ${found === undefined ? 'nothing' : quote(found)}, not ${type}`)
    isBlocked ||= probe !== 'spec' && probe !== 'catalogue'
  }
  if (wrong.length === 0) return answers.page === undefined ? null : good('Types are right.')
  return (isBlocked ? bad : poor)(`The host sends ${wrong.join('; ')}.`)
}

function policyOf({ headers }: Answer): Judged {
  const lacks = [
    ...(/frame-ancestors/i.test(String(headers['content-security-policy'] ?? '')) ? [] : ['frame-ancestors']),
    ...(headers['x-content-type-options'] === undefined ? ['nosniff'] : []),
  ]
  return lacks.length === 0
    ? good('Headers keep pages out of frames and types as they are.')
    : poor(`Headers lack ${lacks.join(' and ')}; the pages carry the rest of their policy themselves.`)
}

function cacheOf(answers: Seen['answers']): Judged {
  const age = (given: Answer | Silence | undefined) =>
    secondsOf(given !== undefined && isAnswer(given) ? given : null)
  if (age(answers['missing-archive']) > DAY)
    return bad('That a file is missing may be remembered for more than a day, also once it is there.')
  if (age(answers.catalogue) > DAY || age(answers.spec) > DAY)
    return poor('Documents may be kept for more than a day: people see an old store.')
  if (answers.archive === undefined) return null
  return age(answers.archive) > DAY
    ? good('Archives may be kept, documents are asked for again.')
    : poor('Nothing says that archives may be kept.')
}

function secondsOf(answer: Answer | null): number {
  return Number(/(?:^|[\s,])max-age=(\d{1,10})/i.exec(answer?.headers['cache-control'] ?? '')?.[1] ?? 0)
}

function digitsDocuments({ 'digits-list': list, 'digits-info': info }: Seen['answers']): Judged {
  return judge(list, ({ status }) => {
    if (status !== 200) return bad(`master.json answers with status ${status}.`)
    return judge(info, (answer) =>
      answer.status === 200
        ? good("DIGITS' documents are there.")
        : bad(`info.json of a model answers with status ${answer.status}.`),
    )
  })
}

/** Only of what it saves: it reads the length first. */
function digitsLength({ 'digits-text': text, 'digits-file': file }: Seen['answers']): Judged {
  for (const given of [file, text]) {
    const judged = judge(given, ({ status, length, headers }) => {
      if (status !== 200) return bad(`A file that DIGITS fetches answers with status ${status}.`)
      if (length === null) return bad('Files that DIGITS fetches come without Content-Length.')
      return (headers['content-encoding'] ?? 'identity') === 'identity'
        ? null
        : poor('Text is compressed on the way: large lists of labels will come without Content-Length.')
    })
    if (judged !== null) return judged
  }
  return file === undefined && text === undefined ? null : good('Files for DIGITS come with their length.')
}

function hubOf({ status, headers, length }: Answer): Judged {
  const hasTag = headers['x-linked-etag'] !== undefined || headers.etag !== undefined
  return status === 200 && headers['x-repo-commit'] !== undefined && hasTag && length !== null
    ? good("Archives are where Hugging Face's client looks.")
    : note("Nothing answers to Hugging Face's client.")
}
