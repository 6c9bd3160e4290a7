/** `npm run build`: publishes zoo/ into dist/. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import v8 from 'node:v8'
import { SIGNATURE_FILE } from '../src/lib/foreign.ts'
import { publish } from '../src/publish.ts'
import {
  label,
  printProblems,
  readOptions,
  toWorkplace,
  WORKPLACE_FLAGS,
  WORKPLACE_OPTIONS,
} from './command.ts'
import { withSigning } from './signing.ts'
import { showProgress } from './progress.ts'
import { summary } from './summary.ts'

// Most of what a build makes is garbage at once. By itself the heap would grow to twice of what ten thousand entries need.
v8.setFlagsFromString('--heap-growing-percent=30')

export async function run(args: string[]): Promise<number> {
  const options = readOptions(args, WORKPLACE_OPTIONS, ['prune', ...WORKPLACE_FLAGS])
  const workplace = await withSigning(await toWorkplace(options), process.env)
  const wasSigned = existsSync(join(workplace.distDir, SIGNATURE_FILE))
  const began = performance.now()
  const progress = showProgress()
  const prune = options['prune'] !== undefined
  const published = await publish(workplace, progress, { prune }).finally(progress.done)
  printProblems(published.problems, 'Nothing was written; the last store stands as it was.')
  const { store } = published
  if (store === null) return 1
  const seconds = (performance.now() - began) / 1000
  const dist = { label: label(workplace.distDir), isUsual: options['out'] === undefined }
  const lostSignature = wasSigned && workplace.signing === undefined
  console.log(summary({ published, store, dist, seconds, lostSignature }))
  return 0
}
