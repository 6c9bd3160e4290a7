/** All questions that the doctor asks a host, one after the other, and the answers as they came. What they mean is for checks.ts. */
import { UserError } from '../lib/user-error.ts'
import { quote } from '../zoo/problem.ts'
import { type Answer, type Asker, isAnswer, type Question, type Silence } from './ask.ts'
import { type Archive, CATALOGUE_LIMIT, readStoreFiles, type StoreFiles, SUMS_HEAD } from './store-files.ts'

export type Probe =
  | ('home' | 'catalogue' | 'sums' | 'signature' | 'sitemap' | 'page' | 'style' | 'script' | 'cross')
  | ('spec' | 'spec-oldest' | 'spec-old' | 'spec-new')
  | ('archive' | 'archive-head' | 'range' | 'suffix' | 'same-file' | 'other-file')
  | ('missing' | 'missing-in-folder' | 'missing-folder' | 'missing-archive' | 'other-case')
  | ('no-slash' | 'bare-folder' | 'dot-file' | 'hub')
  | ('digits-list' | 'digits-info' | 'digits-text' | 'digits-file')

export interface Seen {
  /** As it was asked, with a slash at the end. */
  address: string
  /** Null: the address is no store's. */
  files: StoreFiles | null
  /** Absent where there was nothing to ask. */
  answers: Partial<Record<Probe, Answer | Silence>>
  /** Questions to the host that has the archives, where that is another. */
  askedApart: number
}

/** What a client asks for that can unpack on the way. */
const UNPACKS = { 'Accept-Encoding': 'gzip, deflate' }
/** A name that no store has. */
const NOTHING = 'zoopress-doctor-asks-for-nothing'
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
  for (const [probe, question] of conditional(files?.archive ?? null, answers))
    answers[probe] = await asker.ask(question)
  const apart = files?.archive === null ? files.apart : null
  const asked = apart === null ? 0 : await lookApart(asker, apart, answers)
  return { address: asker.store.href, files, answers, askedApart: asked }
}

/** The archives of a store that has them apart; only a store in a private network may lead into one. Gives the number of questions. */
async function lookApart(
  asker: Asker,
  { address, archive }: NonNullable<StoreFiles['apart']>,
  answers: Seen['answers'],
): Promise<number> {
  const other = asker.beside(address)
  const wanted: readonly Probe[] = ['archive', 'archive-head', 'range', 'suffix']
  const asked = [...ofArchive(archive), ...missing(archive)].filter(
    ([probe]) => wanted.includes(probe) || probe === 'missing-archive',
  )
  for (const [probe, question] of asked) {
    answers[probe] = await other.ask(question)
    if (!isAnswer(answers[probe])) return other.asked
  }
  for (const [probe, question] of conditional(archive, answers)) answers[probe] = await other.ask(question)
  if (other.certificate?.fault) asker.certificate = other.certificate
  return other.asked
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

type Asked = [Probe, Question][]

function questions(files: StoreFiles | null): Asked {
  return [
    ...missing(files?.archive ?? null),
    ['sitemap', { path: 'sitemap.xml' }],
    ['signature', { path: 'SHA256SUMS.minisig', keep: 4096 }],
    ['cross', { path: 'catalogue.json', headers: { Origin: 'https://pages.example' }, keep: 1 }],
    ...(files === null ? [] : ofStore(files)),
  ]
}

function missing(archive: StoreFiles['archive']): Asked {
  const folder = archive?.id ?? 'raw'
  return [
    ['missing', { path: NOTHING, headers: UNPACKS }],
    ['missing-in-folder', { path: `${folder}/${NOTHING}`, headers: UNPACKS }],
    ['missing-folder', { path: `${NOTHING}/`, headers: UNPACKS }],
    [
      'missing-archive',
      { path: `${folder}/${archive?.version ?? '1.0'}/${NOTHING}.tar.gz`, headers: UNPACKS },
    ],
  ]
}

function ofStore({
  archive,
  anyId,
  niftynetId,
  digitsId,
  digitsText,
  digitsFile,
  style,
  script,
  hasDotFile,
}: StoreFiles): Asked {
  return [
    ...(archive === null ? [] : ofArchive(archive)),
    ...(archive !== null || anyId === null ? [] : ofPage(anyId)),
    ...(niftynetId === null ? [] : specs(niftynetId)),
    ...(digitsId === null ? [] : ofDigits(digitsId, digitsText, digitsFile)),
    ...(style === null ? [] : ofStyle(style)),
    ...(script === null ? [] : single('script', script)),
    ...(hasDotFile ? single('dot-file', '.nojekyll') : []),
  ]
}

function ofArchive({ path, id, version, name }: NonNullable<StoreFiles['archive']>): Asked {
  return [
    ['archive', { path, headers: UNPACKS }],
    ['archive-head', { path, method: 'HEAD', headers: UNPACKS }],
    ['range', { path, headers: { Range: 'bytes=10-19' } }],
    ['suffix', { path, headers: { Range: 'bytes=-10' } }],
    ['other-case', { path: swapCase(path), keep: 1 }],
    ...ofPage(id),
    ['hub', { path: `${id}/resolve/${version}/${name}`, method: 'HEAD' }],
  ]
}

/** Its folder is one that never has a page. */
function ofStyle(path: string): Asked {
  return [
    ['style', { path }],
    ['bare-folder', { path: path.slice(0, path.lastIndexOf('/') + 1) }],
  ]
}

function ofPage(id: string): Asked {
  return [
    ['page', { path: `${id}/` }],
    ['no-slash', { path: id }],
  ]
}

function specs(id: string): Asked {
  return [
    ['spec', { path: `${id}.ini` }],
    ['spec-oldest', { path: `raw/master/${id}.ini` }],
    ['spec-old', { path: `raw/new_dataset_api/${id}.ini` }],
    ['spec-new', { path: `raw/5-reorganising-with-lfs/${id}/main.ini` }],
  ]
}

function ofDigits(id: string, text: string | null, file: string | null): Asked {
  return [
    ['digits-list', { path: 'master.json', headers: UNPACKS }],
    ['digits-info', { path: `${id}/info.json`, headers: UNPACKS }],
    ...(text === null ? [] : single('digits-text', text)),
    ...(file === null ? [] : single('digits-file', file)),
  ]
}

function single(probe: Probe, path: string): Asked {
  return [[probe, { path, headers: UNPACKS, keep: 1024 }]]
}

/** What only a host that sends parts can be asked: whether it goes on with another file than the one that was begun. */
function conditional(archive: Archive | null, { range }: Seen['answers']): Asked {
  const path = archive?.path
  if (path === undefined || range === undefined || !isAnswer(range) || range.status !== 206) return []
  const { etag, 'last-modified': modified } = range.headers
  const own = etag ?? modified
  const part = (validator: string) => ({ path, headers: { Range: 'bytes=10-19', 'If-Range': validator } })
  return [
    ...(own === undefined ? [] : ([['same-file', part(own)]] as Asked)),
    ['other-file', part('"zoopress-doctor"')],
  ]
}

function swapCase(path: string): string {
  return path.replace(/[a-z]/i, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  )
}
