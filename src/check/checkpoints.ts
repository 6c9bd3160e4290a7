/**
 * Checkpoints are read, never loaded: what loading them would import, what they hold, and whether they are what they claim to be.
 */
import type { Finding } from '../inspect/finding.ts'
import type { Inspection } from '../inspect/inspection.ts'
import { inspectFile } from '../inspect/recognise.ts'
import type { EntryCheckpoint } from '../zoo/entry.ts'
import type { Problem } from '../zoo/problem.ts'
import type { CheckContext } from './check.ts'
import type { Content } from './content.ts'
import { nnunetProblems } from './nnunet-checkpoints.ts'

export interface CheckedCheckpoint {
  /** Null: the file holds no weights. */
  checkpoint: EntryCheckpoint | null
  problems: Problem[]
}

export function checkCheckpoint(content: Content, context: CheckContext): CheckedCheckpoint {
  const { bytes, path, paths, place } = content
  const inspection = inspectFile(bytes, path, { own: context.ownImports, paths })
  const checkpoint = inspection.report && { path, ...inspection.report }
  return {
    checkpoint,
    problems: [
      ...inspection.findings.map((finding) => toProblem(finding, place)),
      ...ofNnunet(content, inspection, context),
    ],
  }
}

function ofNnunet(content: Content, inspection: Inspection, context: CheckContext): Problem[] {
  return content.entry.nnunet === null || !inspection.report?.nnunet
    ? []
    : nnunetProblems(content, inspection, context)
}

function toProblem({ byte, ...finding }: Finding, file: string): Problem {
  return byte === null ? { file, ...finding } : { file, byte, ...finding }
}
