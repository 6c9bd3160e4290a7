/** For the weekly workflow: `node scripts/run.mjs remote-issue REPORT` prints the text of an issue, and nothing where none is needed. */
import { readFileSync } from 'node:fs'
import { formatRemoteIssue } from '../src/contribute/workflows/remote-issue.ts'
import { UserError } from '../src/lib/user-error.ts'

export function run(args: string[]): Promise<number> {
  const [report, ...more] = args
  if (report === undefined || more.length > 0)
    throw new UserError('Say one file: what "npm run check -- --remote --json" printed.')
  process.stdout.write(formatRemoteIssue(readFileSync(report, 'utf8'), report) ?? '')
  return Promise.resolve(0)
}
