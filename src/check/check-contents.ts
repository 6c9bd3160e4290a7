/**
 * Opens every file of an entry once, and has each rule look at it.
 */
import { join } from 'node:path'
import { withFile, type ByteSource } from '../lib/byte-source.ts'
import { errorCode } from '../lib/files.ts'
import type { Entry, EntryCheckpoint } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'
import { checkActiveContents } from './active-contents.ts'
import type { CheckContext } from './check.ts'
import { checkText } from './check-text.ts'
import { checkCheckpoint } from './checkpoints.ts'
import { HEAD_BYTES, type Content, type ContentCheck } from './content.ts'
import { checkLfsPointer } from './lfs-pointers.ts'
import { checkPatients } from './patients.ts'
import { checkSecrets } from './secrets.ts'
import { sourceFiles } from './source-files.ts'

const CHECKS: readonly ContentCheck[] = [checkSecrets, checkActiveContents, checkText, checkPatients]

export interface CheckedContents {
  problems: Problem[]
  /** Sorted by path. */
  checkpoints: EntryCheckpoint[]
}

/** What is wrong with what the files hold. One that cannot be read, or has vanished since, is named when it is packed. */
export function checkContents(entry: Entry, context: CheckContext): CheckedContents {
  const all: CheckedContents = { problems: [], checkpoints: [] }
  const { contact = null } = context
  const paths = new Set(sourceFiles(entry).map(({ from }) => from))
  // The card is published as a page.
  for (const path of [...paths.union(new Set(['README.md']))].sort()) {
    const look = (bytes: ByteSource): void => {
      const place = `${context.label}/${entry.id}/${path}`
      const { problems, checkpoints } = checkContent(
        { entry, path, paths, place, bytes, head: bytes.read(0, HEAD_BYTES), contact },
        context,
      )
      all.problems.push(...problems)
      all.checkpoints.push(...checkpoints)
    }
    whereReadable(() => withFile(join(context.zooDir, entry.id, path), look))
  }
  return all
}

/** Of what is not the file at all, there is nothing else to say. */
function checkContent(content: Content, context: CheckContext): CheckedContents {
  const pointer = checkLfsPointer(content)
  if (pointer.length > 0) return { problems: pointer, checkpoints: [] }
  const { checkpoint, problems } = checkCheckpoint(content, context)
  return {
    problems: [...CHECKS.flatMap((check) => check(content)), ...problems],
    checkpoints: checkpoint === null ? [] : [checkpoint],
  }
}

function whereReadable<Result>(work: () => Result): Result | null {
  try {
    return work()
  } catch (error) {
    if (errorCode(error) === '') throw error
    return null
  }
}
