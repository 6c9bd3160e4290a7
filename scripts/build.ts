/** `npm run build`: publishes zoo/ into dist/. */
import { hasErrors } from '../src/prepare.ts'
import { publish } from '../src/publish.ts'
import { formatBytes, plural } from '../src/site/format.ts'
import { label, printProblems, readOptions, toWorkplace, WORKPLACE_OPTIONS } from './command.ts'
import { terminalProgress } from './progress.ts'

export async function run(args: string[]): Promise<number> {
  const workplace = toWorkplace(readOptions(args, WORKPLACE_OPTIONS))
  const began = performance.now()
  const progress = terminalProgress()
  const { store, problems, packed, reused } = await publish(workplace, progress).finally(progress.end)
  printProblems(problems, 'Nothing was written; the last store stands as it was.')
  if (store === null || hasErrors(problems)) return 1
  const bytes = store.entries
    .flatMap(({ downloads }) => downloads)
    .reduce((sum, { path, size }) => sum + (path ? size : 0), 0)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const dist = label(workplace.distDir)
  console.log(
    `${plural(store.entries.length, 'entry', 'entries')} in ${seconds} s: ${plural(packed, 'archive')} packed, ${reused} reused, ${formatBytes(bytes)}.\n` +
      `The store is in ${dist}/, made for ${store.site.url}. See it with "npm run serve".`,
  )
  return 0
}
