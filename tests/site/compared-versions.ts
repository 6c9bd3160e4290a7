/** Versions to be compared, of which each test changes what it is about. */
import type { ComparedVersion } from '../../src/site/version-changes.ts'
import type { FileDigest } from '../../src/store.ts'
import type { Result } from '../../src/zoo/entry.ts'
import { fixtureRelease } from '../fixtures/releases.ts'

/** A version with what a test is about. */
export const comparedVersion = (changes: Partial<ComparedVersion> = {}): ComparedVersion => ({
  ...fixtureRelease(),
  ...changes,
})

/** A section whose archive has the sum `sum` 32 times. */
export function comparedDownload(section: string, size: number, files: FileDigest[] | null, sum = 'aa') {
  return { section, path: null, url: null, size, sha256: sum.repeat(32), files }
}

/** A file whose sum is `sum` 32 times. */
export function comparedFile(path: string, size: number, sum = '11'): FileDigest {
  return { path, size, sha256: sum.repeat(32) }
}

/** A measured number. */
export function statedResult(
  metric: string,
  value: string,
  dataset = 'scans',
  split: string | null = 'test',
): Result {
  return { task: null, dataset, split, metric, value }
}
