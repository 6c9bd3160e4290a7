/**
 * The whole build: read → check → pack → pages and documents → sums → verify → swap.
 *
 * The new store grows in a scratch folder beside the last one, which is touched by nothing but two renames at the very end.
 */
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { rewriteHomePage, writeDocuments, writeSums } from './emit.ts'
import { makePublicDir } from './lib/files.ts'
import { refuseForeign } from './lib/foreign.ts'
import { lock } from './lib/lock.ts'
import { heal, nextDir, swapIn } from './lib/swap.ts'
import { place } from './pack/place.ts'
import { bytesToPack, hasErrors, packZoo, readAndCheck, withPictureProblems } from './prepare.ts'
import type { PreparedStore, Workplace } from './prepare.ts'
import { renderPages } from './site/render-pages.ts'
import type { Store } from './store.ts'
import { verifyStore } from './verify.ts'
import type { Problem } from './zoo/problem.ts'

/** Told what the build is about to do. */
export interface Progress {
  step: (what: string, totalBytes?: number) => void
  /** Bytes that have gone into archives since the last call. */
  bytes: (count: number) => void
}

export interface Published {
  /** Null: problems kept the store from being published, and the last one stands as it was. */
  store: Store | null
  problems: Problem[]
  packed: number
  reused: number
}

/**
 * Builds the store and puts it in the place of the last one.
 * @throws UserError for what the user can mend outside zoo/: another build running, a dist that is not ours.
 */
export async function publish(workplace: Workplace, progress: Progress): Promise<Published> {
  const { distDir, cacheDir } = workplace
  for (const dir of [dirname(distDir), cacheDir]) makePublicDir(dir)
  const distLock = await lock(distDir)
  try {
    heal(distDir)
    refuseForeign(distDir)
    const cacheLock = await lock(cacheDir)
    return await build(workplace, progress).finally(() => cacheLock.release())
  } finally {
    rmSync(nextDir(distDir), { recursive: true, force: true })
    await distLock.release()
  }
}

async function build(workplace: Workplace, progress: Progress): Promise<Published> {
  progress.step('Reading')
  const zoo = await readAndCheck(workplace)
  if (hasErrors(zoo.problems)) return refused(await withPictureProblems(zoo, workplace))
  progress.step('Packing', bytesToPack(zoo))
  const prepared = await packZoo(zoo, workplace, progress.bytes)
  const problems = [...zoo.problems, ...prepared.problems]
  if (hasErrors(problems)) return refused(problems)
  progress.step('Writing pages and documents')
  await fill(prepared, workplace)
  progress.step('Verifying')
  const broken = verifyStore(prepared.store, nextDir(workplace.distDir))
  if (hasErrors(broken)) return refused([...problems, ...broken])
  swapIn({ next: nextDir(workplace.distDir), current: workplace.distDir })
  return { store: prepared.store, problems, packed: prepared.packed, reused: prepared.reused }
}

/** Fills the scratch folder. Pages come first, because Astro empties the folder that it writes to. */
async function fill(
  { store, placements }: PreparedStore,
  { root, distDir, cacheDir }: Workplace,
): Promise<void> {
  const outDir = nextDir(distDir)
  await renderPages(store, { root, storeFile: join(cacheDir, 'store.json'), outDir })
  rewriteHomePage(outDir)
  place(placements, outDir)
  writeDocuments(store, outDir)
  writeSums(store, outDir)
}

function refused(problems: Problem[]): Published {
  return { store: null, problems, packed: 0, reused: 0 }
}
