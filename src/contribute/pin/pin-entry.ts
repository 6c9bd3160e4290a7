/** Sums and sizes of an entry's hosted files, written into its card: what each server sends is fetched once, mirrors too. */
import { basename, join } from 'node:path'
import { download } from '../../client/net/download.ts'
import { Interrupted } from '../../client/net/interrupted.ts'
import type { Network } from '../../client/net/network.ts'
import { UserError } from '../../lib/user-error.ts'
import type { DownloadFields } from '../../zoo/card-schema.ts'
import { quote } from '../../zoo/problem.ts'
import { readStart } from '../import/source-text.ts'
import { hostedSections, readCardText } from './hosted-sections.ts'
import { measureHosted, type Measured, type MeasureListener } from './measure-hosted.ts'
import { refusePage, TELLING_BYTES } from './refuse-page.ts'
import { replaceCard, withSums } from './write-sums.ts'

export interface PinRequest {
  id: string
  /** Of them all where none is named. */
  sections: readonly string[]
  /** Absolute. */
  zooDir: string
  /** What messages call it. */
  label: string
  /** The store's address: where that is public, cards lead into no private network. Null: nobody has said it. */
  storeUrl: string | null
  /** True: what the card states is replaced where the server sends something else. */
  isForced: boolean
  /** Absolute; null: nothing of the files is kept. */
  keepDir: string | null
  network: Network
  listener: MeasureListener
}

export interface PinnedSection {
  name: string
  measured: Measured
  /** The card said so already. */
  isSame: boolean
}

export interface Pinned {
  sections: PinnedSection[]
  /** What keeps further sections from being pinned, in full sentences. */
  faults: string[]
  /** Whether the card was written anew. */
  isChanged: boolean
}

/** Sections with a fault stay as they are; the card is replaced in one step. @throws UserError, Interrupted */
export async function pinEntry(request: PinRequest): Promise<Pinned> {
  const path = join(request.zooDir, request.id, 'README.md')
  const text = readCardText(path, request)
  const pinned: Pinned = { sections: [], faults: [], isChanged: false }
  for (const [name, fields] of hostedSections(text, request)) {
    try {
      const measured = await measureAll(name, fields, request)
      pinned.sections.push({ name, measured, isSame: compare(fields, measured, request.isForced) })
    } catch (error) {
      if (!(error instanceof UserError) || error instanceof Interrupted) throw error
      pinned.faults.push(`${quote(name)}: ${error.message}`)
    }
  }
  const open = pinned.sections.filter(({ isSame }) => !isSame)
  if (open.length > 0) replaceCard(path, text, withSums(text, open))
  return { ...pinned, isChanged: open.length > 0 }
}

/** @throws UserError where an address does not answer, or mirrors have other bytes. */
async function measureAll(name: string, fields: DownloadFields, request: PinRequest): Promise<Measured> {
  const measured = await fetchOne(name, fields.url!, request)
  for (const mirror of fields.mirrors) {
    const other = await measureHosted(
      mirror,
      request.network,
      request.listener,
      request.storeUrl ?? undefined,
    )
    if (other.sha256 !== measured.sha256)
      throw new UserError(
        `the mirror ${mirror} sends another file (SHA-256 ${other.sha256}, ${other.size} bytes) than the url (${measured.sha256}, ${measured.size} bytes). Remove it, or put the file there anew.`,
      )
  }
  return measured
}

/** Kept files are resumed where an earlier run stopped. */
async function fetchOne(
  name: string,
  url: string,
  { id, storeUrl, keepDir, network, listener }: PinRequest,
): Promise<Measured> {
  const namedBy = storeUrl ?? undefined
  if (keepDir === null) return measureHosted(url, network, listener, namedBy)
  const path = join(keepDir, `${id}-${name}-${basename(new URL(url).pathname).replace(/[^\w.-]/g, '_')}`)
  const wanted = {
    urls: [url],
    path,
    size: null,
    sha256: null,
    label: name,
    ...(storeUrl !== null && { namedBy: storeUrl }),
  }
  const { size, sha256 } = await download(wanted, network, {
    begin: (_, have, total) => {
      listener.begin(url, total)
      listener.bytes(have)
    },
    bytes: (_, count) => listener.bytes(count),
    note: () => undefined,
    end: () => undefined,
  })
  refusePage(url, readStart(path, TELLING_BYTES) ?? Buffer.alloc(0))
  return { size, sha256 }
}

/** True where the card says the same already. @throws UserError where it says something else. */
function compare({ sha256, size }: DownloadFields, measured: Measured, isForced: boolean): boolean {
  const differs =
    (sha256 !== undefined && sha256 !== measured.sha256) || (size !== undefined && size !== measured.size)
  if (differs && !isForced)
    throw new UserError(
      `the card states SHA-256 ${sha256 ?? '(none)'} and ${size ?? 'no'} bytes, and the server sends ${measured.sha256} with ${measured.size}. ` +
        'Find out why: the file may have been replaced, or the server answer with a page. If the new file is right, raise the version and say --force.',
    )
  return !differs && sha256 !== undefined && size !== undefined
}
