/** For the workflow of pull requests: `node scripts/run.mjs store-changes BEFORE AFTER` compares two catalogue.json, BEFORE may be missing. */
import { existsSync, readFileSync } from 'node:fs'
import { formatStoreChanges, parseCatalogue } from '../src/contribute/workflows/store-changes.ts'
import { UserError } from '../src/lib/user-error.ts'

export function run(args: string[]): Promise<number> {
  const [before, after, ...more] = args
  if (before === undefined || after === undefined || more.length > 0)
    throw new UserError('Say two files: the catalogue.json before the change, and the one after it.')
  const former = existsSync(before) ? parseCatalogue(readFileSync(before, 'utf8'), before) : null
  console.log(formatStoreChanges(former, parseCatalogue(readFileSync(after, 'utf8'), after)))
  return Promise.resolve(0)
}
