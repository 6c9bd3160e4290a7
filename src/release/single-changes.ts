/**
 * What has become of the files that are published beside a version's archives. They are made of files that the archives hold, so where those
 * are as they were, only Zoopress itself, or what the zoo allows of checkpoints, can have changed them.
 */
import { artifactPath } from '../lib/artifact-path.ts'
import type { FileDigest, ReleasedVersion, StoreEntry } from '../store.ts'
import { OWN_IMPORTS_FILE } from '../zoo/own-imports.ts'
import { quote } from '../zoo/problem.ts'
import { singlesOf } from './download-changes.ts'

export interface SingleChanges {
  /** What must not be; full sentences. */
  broken: string[]
  /** Paths of what is published and not recorded. */
  unrecorded: string[]
}

const READERS = { torchHub: 'torch.hub', monai: 'MONAI' } as const

/** `label` is what problems call the zoo, `artifacts` where archives are published apart; null: beside the pages. */
export function singleChanges(
  recorded: ReleasedVersion,
  entry: Pick<StoreEntry, 'torchHub' | 'monai'>,
  { label, artifacts }: { label: string; artifacts: string | null },
): SingleChanges {
  const found: SingleChanges = { broken: [], unrecorded: [] }
  const made = singlesOf(entry)
  for (const kind of ['torchHub', 'monai'] as const) {
    const [then, now] = [recorded[kind], made[kind]]
    if (then === undefined) found.unrecorded.push(...(now === undefined ? [] : [now.path]))
    else {
      const path = artifacts === null ? then.path : artifactPath(artifacts, then.path)
      const fault = faultOf(then, now, { path, label })
      if (fault !== null) found.broken.push(`${quote(then.path)}, for ${READERS[kind]}, ${fault}`)
    }
  }
  return found
}

/** `path` is where the file lies today, if nothing else has changed. */
function faultOf(
  then: FileDigest,
  now: FileDigest | undefined,
  { path, label }: { path: string; label: string },
): string | null {
  if (now === undefined)
    return `is made no more: another state of Zoopress looks for it, or ${label}/${OWN_IMPORTS_FILE} has changed.`
  if (now.sha256 !== then.sha256 || now.size !== then.size)
    return 'has other bytes: another state of Zoopress made it from the same files.'
  return now.path === path ? null : `is made as ${quote(now.path)}.`
}
