/**
 * The whole build: look → read → check → pack → pages and documents → sums → verify → swap.
 *
 * The new store grows beside the last one, which is touched by nothing but two renames at the very end. Where the disk says that
 * nothing has changed since, the build is over after the look; that is why the rest is imported only when it is needed.
 */
import { dirname } from 'node:path'
import { makePublicDir } from './lib/files.ts'
import { refuseForeign } from './lib/foreign.ts'
import { lock } from './lib/lock.ts'
import { discardNext, heal, refuseReadOnly } from './lib/swap.ts'
import type { Workplace } from './prepare.ts'
import { refuseLinkedCache } from './publish/linked-cache.ts'
import type { Progress, Published } from './publish/progress.ts'
import { hasArtifactsAsLeft, readStampOf, stateDir, type Stamp } from './publish/state.ts'
import { look, type Look } from './publish/look.ts'
import { isFresh } from './publish/signature-age.ts'

/**
 * Builds the store and puts it in the place of the last one; with `prune` the cache then loses what no store needs.
 * @throws UserError for what the user can mend outside zoo/: another build running, a dist that is not ours.
 */
export async function publish(
  workplace: Workplace,
  progress: Progress,
  options: { prune?: boolean } = {},
): Promise<Published> {
  const { distDir, cacheDir } = workplace
  for (const dir of [dirname(distDir), cacheDir]) makePublicDir(dir)
  const distLock = await lock(distDir)
  try {
    heal(distDir)
    const cacheLock = await lock(cacheDir)
    try {
      refuseLinkedCache(workplace)
      const published = await build(workplace, progress)
      if (!options.prune || published.store === null) return published
      const { prune } = await import('./publish/prune.ts')
      return { ...published, pruned: prune(workplace) }
    } finally {
      await cacheLock.release()
    }
  } finally {
    discardNext(distDir)
    await distLock.release()
  }
}

async function build(workplace: Workplace, progress: Progress): Promise<Published> {
  progress.step('Looking')
  const seen = look(workplace)
  const stamp = readStampOf(stateDir(workplace), workplace.distDir)
  if (stamp !== null && isUpToDate(stamp, seen, workplace)) return unchanged(stamp)
  if (stamp === null) refuseForeign(workplace.distDir)
  refuseReadOnly(workplace.distDir)
  const { publishChanges } = await import('./publish/publish-changes.ts')
  return publishChanges(workplace, seen, stamp, progress)
}

function isUpToDate(stamp: Stamp, seen: Look, { signing }: Workplace): boolean {
  const { zoo, basis, signedUntil, isSettled } = stamp
  const isSame = isSettled && zoo !== '' && zoo === seen.zoo && basis === seen.basis
  return isSame && isFresh(signedUntil, signing) && hasArtifactsAsLeft(stamp)
}

function unchanged({ url, artifactsUrl, entries, archives, bytes, problems }: Stamp): Published {
  return {
    store: { url, artifactsUrl, entries, archives, bytes },
    isUnchanged: true,
    problems,
    packed: 0,
    reused: archives,
  }
}
