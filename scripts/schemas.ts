/** `npm run schemas`: writes what editors read of the front matter's keys: schemas/ and VS Code's snippets. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { editorFiles } from '../src/contribute/schemas/editor-files.ts'
import { UserError } from '../src/lib/user-error.ts'

const ROOT = join(import.meta.dirname, '..')

export function run(args: string[]): Promise<number> {
  if (args.length > 0) throw new UserError('This command has no options.')
  for (const [path, text] of Object.entries(editorFiles())) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true })
    writeFileSync(join(ROOT, path), text)
    console.log(path)
  }
  return Promise.resolve(0)
}
