/** What an archive holds against what its store says that it holds. */
import { formatCount } from '../../site/format.ts'
import { quote } from '../../zoo/problem.ts'
import type { PublishedFile } from '../store/model.ts'
import { stagedPath, type ListedFile } from './list-archive.ts'

/** Full sentences; none where both are the same, in any order. */
export function compareWithList(
  files: readonly ListedFile[],
  expected: readonly PublishedFile[],
  at: string,
): string[] {
  const missing = new Map(expected.map((file) => [stagedPath(at, file.path), file]))
  const findings: string[] = []
  for (const { path, size } of files) {
    const listed = missing.get(path)
    missing.delete(path)
    if (listed === undefined) findings.push(`${quote(path)} is not in the list that the store publishes.`)
    else if (listed.size !== size)
      findings.push(`${quote(path)} has ${bytes(size)}, and the store lists ${bytes(listed.size)}.`)
  }
  for (const path of missing.keys())
    findings.push(`${quote(path)} is in the list that the store publishes, and not in it.`)
  return findings
}

function bytes(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'byte' : 'bytes'}`
}
