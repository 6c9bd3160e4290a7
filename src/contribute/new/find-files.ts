/** The files that a person named, on disk. */
import { basename, resolve, sep } from 'node:path'
import { realPath } from '../../lib/real-path.ts'
import { UserError } from '../../lib/user-error.ts'
import { quote } from '../../zoo/problem.ts'
import type { NewOptions } from './new-options.ts'
import { survey, type FoundFile, type Survey } from './survey.ts'

/** Not of the zoo itself. @throws UserError for a path that cannot be looked at, lies in the zoo or holds it. */
export function findFiles({ paths, sections, citationFile }: NewOptions, zooDir: string): Survey {
  const sources = [...paths.map((path) => ({ path: resolve(path), section: '' })), ...sections]
  for (const { path } of sources) refuseZoo(path, zooDir)
  const found = survey(sources)
  if (citationFile !== null) found.files.push(...oneFile(citationFile, 'CITATION.cff'))
  return found
}

function refuseZoo(path: string, zooDir: string): void {
  const [dir, zoo] = [realPath(path), realPath(zooDir)]
  if (dir.startsWith(zoo + sep))
    throw new UserError(
      `${quote(path)} lies in the zoo already, and "new" makes a folder of its own there. Move it out of the zoo first, then run the command on it. Nothing was written.`,
    )
  if (dir === zoo || zoo.startsWith(dir === sep ? sep : dir + sep))
    throw new UserError(
      `${quote(path)} holds the zoo itself. Name the folder of the one model. Nothing was written.`,
    )
}

function oneFile(path: string, name: string): FoundFile[] {
  return survey([{ path: resolve(path), section: '' }]).files.map((file) => ({ ...file, path: name }))
}

/** Null: none is named. */
export function thumbnailOf({ thumbnail }: NewOptions): FoundFile | null {
  return thumbnail === null ? null : (oneFile(thumbnail, basename(thumbnail))[0] ?? null)
}
