/** What the downloads of two versions, or of one version then and now, have not in common. */
import {
  ownPath,
  type Download,
  type FileDigest,
  type MonaiBundle,
  type ReleasedDownload,
  type ReleasedVersion,
  type StoreEntry,
  type TorchHubFile,
} from '../store.ts'

export interface FileChanges {
  added: FileDigest[]
  removed: FileDigest[]
  changed: { before: FileDigest; after: FileDigest }[]
}

/** A section of which something is not as it was; one of `before` and `after` may be null, never both. */
export interface DownloadChange {
  section: string
  before: ReleasedDownload | null
  after: ReleasedDownload | null
  /** Null where one of the two was never opened. */
  files: FileChanges | null
}

/** What is recorded of a download when it is released, wherever its archive lies today. */
export function toReleased({
  section,
  path,
  artifact,
  url,
  size,
  sha256,
  files,
}: Download): ReleasedDownload {
  const own = path ?? artifact ?? null
  return { section, path: own, url: own === null ? url : null, size, sha256, files }
}

/** What is recorded of the files beside an entry's archives, as `toReleased`; one that is hosted elsewhere is the section's own. */
export function singlesOf({
  torchHub,
  monai,
}: Pick<StoreEntry, 'torchHub' | 'monai'>): Pick<ReleasedVersion, 'torchHub' | 'monai'> {
  const [hub, bundle] = [torchHub, monai].map((file) => file && ownDigest(file))
  return {
    ...(hub && { torchHub: hub }),
    ...(monai &&
      bundle && { monai: { name: monai.name, section: monai.section, ...bundle, sha1: monai.sha1 } }),
  }
}

function ownDigest(file: TorchHubFile | MonaiBundle): FileDigest | null {
  const path = ownPath(file)
  return path === null ? null : { path, size: file.size, sha256: file.sha256 }
}

/** Sections whose bytes differ or that only one side has, sorted. */
export function downloadChanges(
  before: readonly ReleasedDownload[],
  after: readonly ReleasedDownload[],
): DownloadChange[] {
  const sections = [...new Set([...before, ...after].map(({ section }) => section))].sort()
  return sections.flatMap((section) => {
    const [then, now] = [before, after].map((list) => list.find((one) => one.section === section) ?? null)
    if (then && now && then.size === now.size && then.sha256 === now.sha256) return []
    return [
      { section, before: then!, after: now!, files: fileChanges(then?.files ?? null, now?.files ?? null) },
    ]
  })
}

function fileChanges(before: FileDigest[] | null, after: FileDigest[] | null): FileChanges | null {
  if (before === null || after === null) return null
  const then = new Map(before.map((file) => [file.path, file]))
  const now = new Map(after.map((file) => [file.path, file]))
  return {
    added: after.filter(({ path }) => !then.has(path)),
    removed: before.filter(({ path }) => !now.has(path)),
    changed: after.flatMap((file) => {
      const known = then.get(file.path)
      return known === undefined || known.sha256 === file.sha256 ? [] : [{ before: known, after: file }]
    }),
  }
}
