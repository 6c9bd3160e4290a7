/** Every question of the doctor, by the name under which its answer is kept. What the answers mean is for the checks. */
import { type Answer, isAnswer, type Silence } from './answer.ts'
import type { Question } from './ask.ts'
import type { Archive, StoreFiles } from './store-files.ts'

export type Probe =
  | ('home' | 'catalogue' | 'sums' | 'signature' | 'sitemap' | 'page' | 'style' | 'script' | 'cross')
  | ('spec' | 'spec-oldest' | 'spec-old' | 'spec-new')
  | ('archive' | 'archive-own' | 'archive-head' | 'range' | 'suffix' | 'same-file' | 'other-file')
  | ('missing' | 'missing-in-folder' | 'missing-folder' | 'missing-archive' | 'other-case' | 'icons')
  | ('no-slash' | 'bare-folder' | 'dot-file' | 'hub')
  | ('digits-list' | 'digits-info' | 'digits-text' | 'digits-file')

/** What a client asks for that can unpack on the way. */
const UNPACKS = { 'Accept-Encoding': 'gzip, deflate' }
/** A name that no store has. */
const NOTHING = 'zoopress-doctor-asks-for-nothing'
/** As the page of another site asks. */
const FOREIGN = { Origin: 'https://pages.example' }

export type Asked = [Probe, Question][]

/** All that one host is asked about a store; `files` null: about the place for one. */
export function questions(files: StoreFiles | null): Asked {
  return [
    ...missing(files?.archive ?? null),
    ['icons', { path: 'icons/', keep: 1 }],
    ['sitemap', { path: 'sitemap.xml' }],
    ['signature', { path: 'SHA256SUMS.minisig', keep: 4096 }],
    ['cross', { path: 'catalogue.json', headers: FOREIGN, keep: 1 }],
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

/** Of an archive at a place of its own; `isFlat`: there are no folders. */
export function ofApart(archive: Archive, isFlat: boolean): Asked {
  const { path } = archive
  const folder = isFlat ? '' : path.slice(0, path.lastIndexOf('/') + 1)
  return [
    ['archive', { path, headers: { ...UNPACKS, ...FOREIGN } }],
    ['archive-head', { path, method: 'HEAD', headers: UNPACKS }],
    ...parts(path),
    ['missing-archive', { path: `${folder}${NOTHING}.tar.gz`, headers: UNPACKS }],
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
    ...parts(path),
    ['other-case', { path: swapCase(path), keep: 1 }],
    ...ofPage(id),
    ['hub', { path: `${id}/resolve/${version}/${name}`, method: 'HEAD' }],
  ]
}

/** With no leave to pack it on the way. */
function parts(path: string): Asked {
  return [
    ['archive-own', { path, keep: 1 }],
    ['range', { path, headers: { Range: 'bytes=10-19' } }],
    ['suffix', { path, headers: { Range: 'bytes=-10' } }],
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
export function conditional(archive: Archive | null, range: Answer | Silence | undefined): Asked {
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
