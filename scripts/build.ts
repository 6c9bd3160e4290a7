/** `npm run build`: publishes zoo/ into dist/. */
import { publish } from '../src/publish.ts'
import type { Published } from '../src/publish/progress.ts'
import { formatBytes, plural } from '../src/site/format.ts'
import { label, printProblems, readOptions, toWorkplace, WORKPLACE_OPTIONS } from './command.ts'
import { showProgress } from './progress.ts'

export async function run(args: string[]): Promise<number> {
  const options = readOptions(args, WORKPLACE_OPTIONS, ['prune'])
  const workplace = await toWorkplace(options)
  const began = performance.now()
  const progress = showProgress()
  const published = await publish(workplace, progress, { prune: options['prune'] !== undefined }).finally(
    progress.end,
  )
  printProblems(published.problems, 'Nothing was written; the last store stands as it was.')
  if (published.store === null) return 1
  const seconds = (performance.now() - began) / 1000
  console.log(summary(published, published.store, { dist: label(workplace.distDir), seconds }))
  return 0
}

/** Two or three lines: what was done, and what to do next. */
export function summary(
  { isUnchanged, packed, reused, pruned }: Omit<Published, 'store' | 'problems'>,
  store: NonNullable<Published['store']>,
  { dist, seconds }: { dist: string; seconds: number },
): string {
  const size = `${plural(store.entries, 'entry', 'entries')}, ${plural(store.archives, 'archive')}, ${formatBytes(store.bytes)}`
  const done = isUnchanged ? 'nothing has changed since the last build' : `${packed} packed, ${reused} reused`
  const cleared = pruned
    ? `The cache lost ${plural(pruned.files, 'file')}, ${formatBytes(pruned.bytes)}, that no store needs.\n`
    : ''
  return (
    `${size}: ${done}; ${seconds.toFixed(1)} s.\n${cleared}` +
    `The store is in ${dist}/, made for ${store.url}. See it with "npm run serve".`
  )
}
