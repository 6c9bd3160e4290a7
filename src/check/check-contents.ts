/**
 * Opens every file of an entry once, and has each rule look at it.
 */
import { join } from 'node:path'
import { withFile, type ByteSource } from '../lib/byte-source.ts'
import { errorCode } from '../lib/files.ts'
import type { Entry } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'
import { checkActiveContents } from './active-contents.ts'
import type { CheckContext } from './check.ts'
import { HEAD_BYTES, type Content, type ContentCheck } from './content.ts'
import { checkLfsPointer } from './lfs-pointers.ts'
import { checkSecrets } from './secrets.ts'
import { sourceFiles } from './source-files.ts'

const CHECKS: readonly ContentCheck[] = [checkLfsPointer, checkSecrets, checkActiveContents]

/** What is wrong with what the files hold. One that cannot be read, or has vanished since, is named when it is packed. */
export function checkContents(entry: Entry, { zooDir, label }: CheckContext): Problem[] {
  return contentPaths(entry).flatMap((path) => {
    const look = (bytes: ByteSource): Problem[] => {
      const head = bytes.read(0, HEAD_BYTES)
      const content: Content = { entry, path, place: `${label}/${entry.id}/${path}`, bytes, head }
      return CHECKS.flatMap((check) => check(content))
    }
    return whereReadable(() => withFile(join(zooDir, entry.id, path), look)) ?? []
  })
}

/** Everything that is published, and the card, which is published as a page. */
function contentPaths(entry: Entry): string[] {
  return [...new Set(['README.md', ...sourceFiles(entry).map(({ from }) => from)])]
}

function whereReadable<Result>(work: () => Result): Result | null {
  try {
    return work()
  } catch (error) {
    if (errorCode(error) === '') throw error
    return null
  }
}
