/** Which clients can really read an entry, for documents that say so and pages that tell how. */
import { ownPath, type ListedEntry } from '../store.ts'

export const CLIENTS = [
  'niftynet',
  'digits',
  'nnunet',
  'zoopress',
  'curl',
  'aria2',
  'pooch',
  'torch-hub',
  'monai',
] as const
export type Client = (typeof CLIENTS)[number]

const READS: Record<Client, (entry: ListedEntry) => boolean> = {
  niftynet: hasNiftynetDownload,
  digits: (entry) => entry.digits !== null,
  nnunet: (entry) => nnunetZip(entry) !== null,
  zoopress: hasDownload,
  curl: hasDownload,
  aria2: hasDownload,
  pooch: hasDownload,
  'torch-hub': (entry) => entry.torchHub !== null,
  monai: (entry) => entry.monai !== null,
}

/** In the order of `CLIENTS`; empty where there is nothing to download. */
export function readableBy(entry: ListedEntry): Client[] {
  return CLIENTS.filter((client) => READS[client](entry))
}

/** True where NiftyNet's client has a place for at least one download; without one the entry has no spec. */
export function hasNiftynetDownload(entry: ListedEntry): boolean {
  return entry.downloads.some((download) => download.niftynet !== null)
}

/** The one download that nnU-Net's client can install; sections that a card adds are for others. Null: no nnU-Net results. */
export function nnunetZip<Entry extends ListedEntry>(entry: Entry): Entry['downloads'][number] | null {
  if (entry.nnunet === null) return null
  return (
    entry.downloads.find((download) => ownPath(download) !== null && download.section === entry.id) ?? null
  )
}

function hasDownload(entry: ListedEntry): boolean {
  return entry.downloads.length > 0
}
