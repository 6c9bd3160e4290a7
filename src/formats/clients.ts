/** Which clients can really read an entry, for documents that say so and pages that tell how. */
import type { Download, StoreEntry } from '../store.ts'

export const CLIENTS = ['niftynet', 'digits', 'nnunet', 'curl', 'aria2', 'pooch'] as const
export type Client = (typeof CLIENTS)[number]

const READS: Record<Client, (entry: StoreEntry) => boolean> = {
  niftynet: hasNiftynetDownload,
  digits: (entry) => entry.digits !== null,
  nnunet: (entry) => nnunetZip(entry) !== null,
  curl: hasDownload,
  aria2: hasDownload,
  pooch: hasDownload,
}

/** In the order of `CLIENTS`; empty where there is nothing to download. */
export function readableBy(entry: StoreEntry): Client[] {
  return CLIENTS.filter((client) => READS[client](entry))
}

/** True where NiftyNet's client has a place for at least one download; without one the entry has no spec. */
export function hasNiftynetDownload(entry: StoreEntry): boolean {
  return entry.downloads.some((download) => download.niftynet !== null)
}

/** The one download that nnU-Net's client can install; sections that a card adds are for others. Null: no nnU-Net results. */
export function nnunetZip(entry: StoreEntry): Download | null {
  if (entry.nnunet === null) return null
  return entry.downloads.find(({ section, path }) => path !== null && section === entry.id) ?? null
}

function hasDownload(entry: StoreEntry): boolean {
  return entry.downloads.length > 0
}
