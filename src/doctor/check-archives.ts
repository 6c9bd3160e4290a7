/** How a host sends archives: whole, as they are, and in parts. */
import { constants, gunzipSync } from 'node:zlib'
import { quote } from '../zoo/problem.ts'
import { isAnswer, type Answer } from './answer.ts'
import { bad, good, judge, note, poor, type CheckName, type Judged } from './check.ts'
import type { Seen } from './look.ts'

type Checks = Partial<Record<CheckName, Judged>>

export function checkArchives({ files, answers, archivesLeadTo }: Seen): Checks {
  const size = (files?.archive ?? files?.apart?.archive)?.size ?? 0
  const { archive, range, suffix } = answers
  const whole = archive !== undefined && isAnswer(archive) && archive.status === 200 ? archive : undefined
  return {
    archive: judge(archive, (answer) => isThere(answer, archivesLeadTo, Boolean(files?.apart))),
    length: judge(whole, (answer) => lengthOf(answer, size)),
    'own-length': judge(whole && answers['archive-own'], ({ status, length }) => {
      if (status !== 200) return null
      return length === size
        ? good('Archives come with their length where nothing may be packed.')
        : bad('Archives come without their length even where nothing may be packed.')
    }),
    head: judge(whole && answers['archive-head'], ({ length }) =>
      length === size
        ? good('HEAD tells the length of archives.')
        : poor('HEAD does not tell the length of archives.'),
    ),
    plain: judge(whole, isPlain),
    // Of an archive that lies elsewhere, or is not there, nothing is known but that.
    range: judge(whole && range, (answer) =>
      partOf(answer, 'bytes 10-19/', suffix !== undefined && isAnswer(suffix) ? suffix : null),
    ),
    'if-range': ifRange(answers),
    validator: judge(whole, validatorOf),
    // Pages of the store itself never fetch an archive from another host.
    'archive-cors': judge(files?.apart ? whole : undefined, ({ headers }) =>
      note(
        headers['access-control-allow-origin'] === undefined
          ? 'Pages of other sites may not read archives.'
          : 'Pages of other sites may read archives.',
      ),
    ),
  }
}

/** `isFollowed`: redirects were, as far as they may be. */
function isThere({ status, headers }: Answer, host: string | null, isFollowed: boolean): Judged {
  if (status === 200)
    return good(`Archives of the catalogue are there${host === null ? '' : `, by way of ${host}`}.`)
  if (status >= 300 && status < 400 && !isFollowed)
    return note(`Archives are redirected to ${quote(headers.location ?? '')}: ask that host too.`)
  if (status >= 300 && status < 400)
    return bad(
      `Archives are redirected to ${quote(headers.location ?? '')} in the end, where no client should follow.`,
    )
  return bad(`An archive that the catalogue names answers with status ${status}.`)
}

function lengthOf(answer: Answer, size: number): Judged {
  const { length } = answer
  if (length === null) return bad('Archives come without Content-Length.')
  if (length === size) return good('Archives come with their length.')
  const found = `An archive of ${size} bytes comes with Content-Length ${length}.`
  return isPackedAgain(answer) ? poor(found) : bad(found)
}

function isPlain(answer: Answer): Judged {
  const encoding = encodingOf(answer)
  if (isPackedAgain(answer))
    return poor(
      `Archives are packed once more on the way for clients that allow it (Content-Encoding ${quote(encoding)}), for nothing.`,
    )
  if (encoding !== 'identity')
    return bad(
      `Archives come with Content-Encoding ${quote(encoding)}, though they are only themselves: clients unpack them on the way, and sums do not fit.`,
    )
  if (!isArchive(answer.body)) return bad('What comes is no archive: something rewrites files on the way.')
  return good('Archives come as they are.')
}

function encodingOf({ headers }: Answer): string {
  return headers['content-encoding'] ?? 'identity'
}

/** Whoever unpacks it has the archive; of a file that only bears the header, its content. */
function isPackedAgain(answer: Answer): boolean {
  if (!/^(?:x-)?gzip$/i.test(encodingOf(answer))) return false
  try {
    // The beginning is enough, and of a bomb already too much.
    const some = answer.body.subarray(0, 4096)
    return isArchive(gunzipSync(some, { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 8 * 2 ** 20 }))
  } catch {
    return false
  }
}

/** gzip, or zip. */
function isArchive(body: Buffer): boolean {
  const magic = body.toString('latin1', 0, 2)
  return magic === '\x1f\x8b' || magic === 'PK'
}

function partOf({ status, headers, body }: Answer, wanted: string, suffix: Answer | null): Judged {
  if (status !== 206) return poor('Ranges are not served: a download that breaks off begins again.')
  if (headers['content-range']?.startsWith(wanted) !== true || body.length !== 10)
    return bad(`Ranges are wrong: bytes 10-19 came as ${quote(headers['content-range'] ?? '')}.`)
  if (suffix?.status !== 206 || suffix.body.length !== 10)
    return poor('Ranges are served, but not the last bytes of a file.')
  return good('Parts of files are served.')
}

/** Bytes of another file behind those of the first would be a broken archive of the right length. */
function ifRange({ 'other-file': other, 'same-file': same }: Seen['answers']): Judged {
  return judge(other, ({ status }) => {
    if (status === 206)
      return poor('If-Range is ignored: a download goes on although the file has changed meanwhile.')
    if (same !== undefined && isAnswer(same) && same.status !== 206)
      return poor('If-Range never fits: downloads of an unchanged file begin again.')
    return good('A download goes on only with the same file.')
  })
}

function validatorOf({ headers }: Answer): Judged {
  const { etag, 'last-modified': modified } = headers
  if (etag !== undefined) {
    return etag.startsWith('W/')
      ? poor('ETags are weak: downloads go on only where a sum is known.')
      : good('Files have strong ETags.')
  }
  return poor(modified === undefined ? 'Files have neither ETag nor Last-Modified.' : 'Files have no ETag.')
}
