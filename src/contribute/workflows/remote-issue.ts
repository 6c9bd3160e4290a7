/** What `npm run check -- --remote --json` found, as the text of an issue at GitHub. Addresses and answers are strangers'. */
import { z } from 'zod'
import { UserError } from '../../lib/user-error.ts'
import { plural } from '../../site/format.ts'
import { codeSpan, fittingLines } from './code-span.ts'

const reportSchema = z.object({
  formatVersion: z.literal(1),
  problems: z.array(
    z.object({
      file: z.string(),
      line: z.number().nullable().optional(),
      severity: z.enum(['error', 'warning']),
      kind: z.string().nullable().optional(),
      message: z.string(),
    }),
  ),
  remote: z.object({ addresses: z.number(), dead: z.number() }),
})

/** GitHub takes 65,536 characters, and refuses an issue that is longer. */
const MOST_BYTES = 60_000
const MOST_PROBLEMS = 100

/** Null: all is well, and no issue is needed. @throws UserError where the text is no report of a remote check. */
export function formatRemoteIssue(text: string, name: string): string | null {
  const { problems, remote } = parseReport(text, name)
  // What else is wrong with the zoo stands in the log of the job.
  const errors = problems.filter(({ severity, kind }) => severity === 'error' && kind === 'remote-file')
  if (errors.length === 0) return null
  const lines = errors.map(({ file, line, message }) => {
    return `- ${codeSpan(line ? `${file}:${line}` : file)} ${codeSpan(message)}`
  })
  const shown = fittingLines(lines.slice(0, MOST_PROBLEMS), MOST_BYTES)
  return [
    `${plural(remote.addresses, 'address was', 'addresses were')} asked, ${plural(remote.dead, 'is not as it should be', 'are not as they should be')}:`,
    '',
    ...shown,
    ...(errors.length > shown.length
      ? [`- and ${plural(errors.length - shown.length, 'more', 'more')}`]
      : []),
    '',
    'Ask again with `npm run check -- --remote`. This issue follows the weekly check, which closes it once all is well.',
    '',
  ].join('\n')
}

function parseReport(text: string, name: string): z.output<typeof reportSchema> {
  try {
    return reportSchema.parse(JSON.parse(text))
  } catch {
    throw new UserError(`${name} is no report of "npm run check -- --remote --json".`)
  }
}
