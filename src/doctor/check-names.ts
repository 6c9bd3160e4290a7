/** What a host makes of names: missing ones, those of another case, folders, and the address that the store was built for. */
import { quote } from '../zoo/problem.ts'
import { storeUrlIn } from '../verify-store/read-claims.ts'
import { isAnswer, type Answer, type Silence } from './answer.ts'
import { bad, good, judge, note, poor, type CheckName, type Judged } from './check.ts'
import { bodyOf, type Seen } from './look.ts'
import type { Probe } from './questions.ts'

type Checks = Partial<Record<CheckName, Judged>>

const MISSING: readonly Probe[] = ['missing', 'missing-in-folder', 'missing-folder', 'missing-archive']

export function checkNames(seen: Seen): Checks {
  const { answers, address } = seen
  return {
    catalogue: seen.files === null ? judge(answers.catalogue, closed) : null,
    missing: missing(answers),
    'missing-length': missingLength(answers),
    'spec-oldest': spec(answers['spec-oldest'], answers.spec),
    'spec-old': spec(answers['spec-old'], answers.spec),
    'spec-new': spec(answers['spec-new'], answers.spec),
    // Another site may lie there until then.
    address: seen.files === null ? null : builtFor(seen),
    slash: judge(answers['no-slash'], (answer) => withSlash(answer, address)),
    case: judge(answers['other-case'], (answer) => otherCase(answer, seen.files?.archive?.size)),
    listing: judge(answers['bare-folder'], ({ status }) => {
      // Where everything is there, that says nothing.
      if (missing(answers)?.state === 'bad') return null
      return note(status === 200 ? 'Folders without a page are listed.' : 'Folders are not listed.')
    }),
    icons: judge(answers.icons, (answer) => {
      if (missing(answers)?.state === 'bad' || !isAnswer(answers['missing-folder']!)) return null
      if (answer.status === answers['missing-folder'].status) return null
      return note(
        `The server has a folder icons/ of its own (status ${answer.status}): one of the store would not be seen.`,
      )
    }),
    'dot-files': judge(answers['dot-file'], ({ status }) =>
      status === 200
        ? good('Files that begin with a dot are served.')
        : note('The file .nojekyll is not served: "npm run verify" will miss it.'),
    ),
  }
}

/** Where none is there, that is all; where nobody may look, a store may lie there for nobody. */
function closed({ status }: Answer): Judged {
  if (status === 401 || status === 407 || status >= 500)
    return bad(`catalogue.json answers with status ${status}: clients get nothing there.`)
  if (status === 403)
    return note('catalogue.json answers with status 403: it is not there, or nobody may read it.')
  return null
}

/** A page that is sent for whatever is missing is not the file, and another check's matter. */
function otherCase({ status, length }: Answer, size: number | undefined): Judged {
  if (status !== 200) return good('Names of another case are missing.')
  return length === size
    ? poor('Names in another case are taken for the same: what works here will not work elsewhere.')
    : null
}

/** A page in place of what is missing is installed as if it were it. */
function missing(answers: Seen['answers']): Judged {
  const archive = answers.archive !== undefined && isAnswer(answers.archive) ? answers.archive.status : 200
  for (const probe of MISSING) {
    const judged = judge(answers[probe], ({ status }) => {
      if (status === 404 || status === 410) return null
      // Where archives lie elsewhere, only that host knows which are missing.
      if (probe === 'missing-archive' && isRedirect(status) && isRedirect(archive)) return null
      if (status < 400) return bad(`A file that is not there answers with status ${status} instead of 404.`)
      return poor(`A file that is not there answers with status ${status} instead of 404.`)
    })
    if (judged !== null) return judged
  }
  return good('What is not there answers with 404.')
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400
}

function missingLength(answers: Seen['answers']): Judged {
  return judge(answers['missing-in-folder'], ({ status, length }) => {
    if (status < 400) return null
    return length === null
      ? poor('The page of a missing file comes without Content-Length.')
      : good('The page of a missing file comes with its length.')
  })
}

function spec(given: Answer | Silence | undefined, first: Answer | Silence | undefined): Judged {
  return judge(given, ({ status, body }) => {
    if (status !== 200) return bad(`A spec answers with status ${status}.`)
    return first !== undefined && isAnswer(first) && !body.equals(first.body)
      ? bad('A spec differs from the same spec at another address.')
      : good('Specs are where NiftyNet looks.')
  })
}

function builtFor({ answers, address }: Seen): Judged {
  const url = storeUrlIn(bodyOf(answers.sitemap).toString('utf8'))
  if (url === null) return null
  const asked = address.replace(/\/$/, '')
  return url === asked
    ? good('The store was built for this address.')
    : bad(`The store was built for ${quote(url)}, and NiftyNet's specs lead there.`)
}

function withSlash({ status, headers }: Answer, address: string): Judged {
  if (status === 200) return good('A folder is found without its slash.')
  const to = URL.parse(headers.location ?? '', address)
  if (![301, 302, 307, 308].includes(status) || to === null)
    return poor(`A folder without its slash answers with status ${status}.`)
  if (to.origin !== new URL(address).origin || !to.pathname.endsWith('/'))
    return bad(`A folder without its slash leads to ${quote(to.href)}.`)
  return good('A folder without its slash leads to it.')
}
