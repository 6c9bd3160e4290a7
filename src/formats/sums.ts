/**
 * URL: /SHA256SUMS and /<id>/<version>/SHA256SUMS
 * Reader: `sha256sum -c` and `shasum -a 256 -c`, any version, in the folder where the list lies.
 * Trap: GNU marks a line whose name was escaped with a leading backslash, which other readers do not know; such names are refused.
 */
import { ownPath, releasedFiles, type FileDigest, type ReleasedVersion, type StoreEntry } from '../store.ts'
import { singleFiles } from './single-files.ts'

/** One line a file, sorted by path; paths are relative to the list's own folder. Throws on a name that would need escaping. */
export function formatSums(files: readonly Pick<FileDigest, 'path' | 'sha256'>[]): string {
  return [...files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, sha256 }) => `${sha256}  ${plainName(path)}\n`)
    .join('')
}

/** The list of the entry's own archives and single files, which all lie in one folder: that of its version, or a release's. */
export function formatVersionSums(entry: StoreEntry): string {
  const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
  return formatSums(ownArchives(entry).map(({ path, sha256 }) => ({ path: nameOf(path), sha256 })))
}

/** Where the list lies that stands for an entry's version. */
export function versionSumsPath({ id, version }: Pick<StoreEntry, 'id' | 'version'>): string {
  return `${id}/${version}/SHA256SUMS`
}

/** Whether the list lies in the store: not where everything is hosted elsewhere, or published among the artifacts. */
export function hasArchiveInStore(entry: StoreEntry): boolean {
  return hasOwnArchive(entry) && entry.downloads.every(({ artifact }) => artifact === undefined)
}

/** False where everything is hosted elsewhere: then there is no list. */
export function hasOwnArchive(entry: StoreEntry): boolean {
  return ownArchives(entry).length > 0
}

/** The list of an earlier version's archives that the store publishes again; `placeAt` gives the path where one lies. */
export function formatEarlierSums(
  entry: StoreEntry,
  released: ReleasedVersion,
  placeAt = (path: string) => path,
): string {
  const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
  return formatSums(
    archivedOf(entry, released).map(({ path, sha256 }) => ({ path: nameOf(placeAt(path)), sha256 })),
  )
}

/** Earlier versions of which the store publishes an archive again, newest first. */
export function archivedVersions(entry: StoreEntry): ReleasedVersion[] {
  return entry.released.filter((one) => archivedOf(entry, one).length > 0)
}

/** A version's files that the store publishes again. */
export function archivedOf({ archived }: StoreEntry, released: ReleasedVersion): FileDigest[] {
  return releasedFiles(released).filter(({ path }) => archived.includes(path))
}

function ownArchives(entry: StoreEntry): { path: string; sha256: string }[] {
  return [...entry.downloads, ...singleFiles(entry)].flatMap((file) => {
    const path = ownPath(file)
    return path === null ? [] : [{ path, sha256: file.sha256 }]
  })
}

function plainName(path: string): string {
  if (/[\n\r\\]/.test(path))
    throw new Error(`${JSON.stringify(path)} cannot be listed: rename it without line ends and backslashes.`)
  return path
}
