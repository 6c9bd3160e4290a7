/** Where a file that a store does not publish itself lies. */
import { ownPath, type ReleasedDownload, type StoreEntry } from '../store.ts'

/** Of a released version's file: where the entry has it today if it has it still, for it may have moved since; else where it lay then. */
export function hostedAddress(
  { downloads }: Pick<StoreEntry, 'downloads'>,
  { url, sha256 }: Pick<ReleasedDownload, 'url' | 'sha256'>,
): string | null {
  return downloads.find((one) => one.sha256 === sha256 && ownPath(one) === null)?.url ?? url
}
