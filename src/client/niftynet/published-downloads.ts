/**
 * What a store of this project says of the archives that a spec names: a spec has neither sizes nor sums. Other zoos have no such document,
 * and what they send is unpacked with care, but nobody knows whether it is what they meant to send.
 */
import { sha256 } from '../../lib/hash.ts'
import { UserError } from '../../lib/user-error.ts'
import { quote } from '../../zoo/problem.ts'
import type { Network } from '../net/network.ts'
import { parseEntryDocument } from '../store/entry-document.ts'
import type { Model, RemoteDownload } from '../store/model.ts'
import { looksLikeHtml } from '../store/parse-document.ts'
import { checkStoreSignature } from '../store/signature.ts'
import { storePlace } from '../store/store-place.ts'
import { storeReader } from '../store/store-reader.ts'
import type { Surroundings } from '../surroundings.ts'
import type { Download } from './plan.ts'
import { shortId } from './spec-urls.ts'
import type { Spec } from './spec.ts'

export interface PublishedQuestion {
  /** Without a slash at its end. */
  server: string
  id: string
  spec: Spec
  downloads: readonly Download[]
}

/**
 * By section; those are missing that the store says nothing of, all of them where it is no store of ours.
 * @throws UserError where the store is signed, or was, and this is not what its owner signed.
 */
export async function publishedDownloads(
  { server, id, spec, downloads }: PublishedQuestion,
  network: Network,
  surroundings: Surroundings,
): Promise<Map<string, RemoteDownload>> {
  const place = storePlace(server, network, surroundings)
  const vouched = await checkStoreSignature(place, { pubkey: undefined, surroundings })
  if (vouched !== null) checkSpec(spec, server, vouched.sums)
  const reader = storeReader(place, vouched, { network, err: surroundings.err })
  const bytes = await reader.read(`${shortId(id)}/entry.json`)
  const asked = { id: shortId(id), storeUrl: server, version: undefined }
  const isOurs = bytes !== null && !looksLikeHtml(bytes)
  const known = isOurs ? bySection(parseEntryDocument(bytes, asked), downloads) : new Map<string, never>()
  if (vouched !== null) refuseUnknown(downloads, known, spec)
  return known
}

function bySection(model: Model, downloads: readonly Download[]): Map<string, RemoteDownload> {
  const pairs = downloads.flatMap((download): [string, RemoteDownload][] => {
    const found = model.downloads.find((published) => isSame(published, download))
    return found === undefined ? [] : [[download.name, found]]
  })
  return new Map(pairs)
}

/** The spec may come from a copy of the store at another address, or the store have moved: then the end of the address tells. */
function isSame({ section, urls }: RemoteDownload, { name, url }: Download): boolean {
  return section === name && urls.some((published) => published === url || endOf(published) === endOf(url))
}

/** `/<id>/<version>/<file>` */
function endOf(url: string): string {
  return new URL(url).pathname.split('/').slice(-3).join('/')
}

function checkSpec({ bytes, source }: Spec, server: string, sums: ReadonlyMap<string, string>): void {
  const path = source.startsWith(`${server}/`) ? source.slice(server.length + 1) : ''
  if (sums.get(path) === sha256(bytes)) return
  throw new UserError(
    `${source} is not the file that the store's owner signed. Nothing was downloaded. The store may be changing just now: try again in a minute, then tell its owner.`,
  )
}

function refuseUnknown(
  downloads: readonly Download[],
  known: ReadonlyMap<string, RemoteDownload>,
  { source }: Spec,
): void {
  const unknown = downloads.filter(({ name }) => !known.has(name))
  if (unknown.length === 0) return
  const names = unknown.map(({ name }) => quote(name)).join(', ')
  throw new UserError(
    `${source}: the store is signed, and its entry.json says nothing of ${names}. Nothing was downloaded. Tell its owner.`,
  )
}
