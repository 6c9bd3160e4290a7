/** Whether a store is what this checkout makes of its zoo: built once more from nothing, and compared file by file. */
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errorCode } from '../lib/files.ts'
import { SUMS_FILE } from '../lib/foreign.ts'
import { UserError } from '../lib/user-error.ts'
import type { Workplace } from '../prepare.ts'
import { publish } from '../publish.ts'
import type { Progress } from '../publish/progress.ts'
import { quote, type Problem } from '../zoo/problem.ts'
import { parseSums, type Sums } from './parse-sums.ts'

/** What a rebuild goes by. */
export interface RebuildInput {
  workplace: Pick<Workplace, 'root' | 'zooDir' | 'label' | 'allowHardLinks' | 'archive'>
  /** As the store's documents have it. */
  storeUrl: string
  /** Where its archives are published apart; null: they are not. */
  artifacts: string | null
  /** As the store shows it; null: it is not signed. */
  publicKey: string | null
  progress: Progress
}

/** The hashes of all files, or why there is no store. The scratch folder, which is as large as the store, is gone afterwards. */
export async function rebuild(input: RebuildInput): Promise<{ sums: Sums | null; problems: Problem[] }> {
  const { workplace, storeUrl, artifacts, publicKey, progress } = input
  const scratch = makeScratch()
  try {
    const distDir = join(scratch, 'dist')
    const place = {
      ...workplace,
      distDir,
      cacheDir: join(scratch, 'cache'),
      storeUrl,
      artifactsUrl: artifacts,
    }
    const { store, problems } = await publish(
      { ...place, ...(publicKey !== null && { publicKey }) },
      progress,
    )
    if (store === null) return { sums: null, problems }
    return { sums: parseSums(readFileSync(join(distDir, SUMS_FILE)), SUMS_FILE).sums, problems: [] }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function makeScratch(): string {
  try {
    return mkdtempSync(join(realpathSync(tmpdir()), 'zoopress-rebuild-'))
  } catch (error) {
    const code = errorCode(error)
    if (code === '') throw error
    throw new UserError(
      `There is no place for a rebuild in ${tmpdir()} (${code}). Name a folder with room for the store in TMPDIR.`,
    )
  }
}

/** What differs between a store's list and a rebuild's. */
export function compareSums(label: string, published: Sums, rebuilt: Sums): Problem[] {
  const paths = [...new Set([...published.keys(), ...rebuilt.keys()])].sort()
  return paths.flatMap((path) => {
    const message = difference(path, published.get(path), rebuilt.get(path))
    return message === null ? [] : [{ file: `${label}/${path}`, message, severity: 'error' as const }]
  })
}

function difference(path: string, published: string | undefined, rebuilt: string | undefined): string | null {
  if (published === rebuilt) return null
  if (rebuilt === undefined)
    return `A rebuild makes no ${quote(path)}. Check out the state of zoo/ and of Zoopress that the store was made from.`
  if (published === undefined)
    return `A rebuild makes ${quote(path)} as well. Check out the state of zoo/ and of Zoopress that the store was made from.`
  return `A rebuild makes it differently (${rebuilt}). Check out the state of zoo/ and of Zoopress that the store was made from.`
}
