/**
 * Puts a draft under zoo/ as one new folder: all of it, or nothing.
 *
 * It grows in a hidden folder beside zoo/ on the same disk, so that no build ever reads half an entry.
 */
import fs from 'node:fs'
import { dirname, join } from 'node:path'
import { DIR_MODE, FILE_MODE } from '../lib/files.ts'
import { UserError } from '../lib/user-error.ts'
import { idFault } from '../zoo/names.ts'
import { quote } from '../zoo/problem.ts'
import { formatCard } from './card-text.ts'
import type { Draft, DraftFile } from './draft.ts'

/**
 * Copies the files, never links them: whoever edits the source later must not change what is published.
 * @returns the absolute path of the new folder.
 * @throws UserError where the id cannot be one, or zoo/ has such an entry already; nothing is left then.
 */
export function placeDraft(draft: Draft, zooDir: string): string {
  const fault = idFault(draft.id)
  if (fault !== null) throw new UserError(`The id ${quote(draft.id)} ${fault} Nothing was written.`)
  const taken = takenName(draft.id, zooDir)
  if (taken !== null)
    throw new UserError(
      `There is an entry ${quote(taken)} already. Choose another id with --id, or remove its folder. Nothing was written.`,
    )
  fs.mkdirSync(zooDir, { recursive: true })
  const staging = fs.mkdtempSync(join(dirname(zooDir), '.zoopress-new-'))
  const target = join(zooDir, draft.id)
  try {
    fs.writeFileSync(join(staging, 'README.md'), draft.card ?? formatCard(draft.facts, draft.prose))
    for (const file of draft.files) placeFile(file, join(staging, file.path))
    fs.chmodSync(staging, DIR_MODE)
    fs.renameSync(staging, target)
  } catch (error) {
    fs.rmSync(staging, { recursive: true, force: true })
    throw error
  }
  return target
}

/** The folder that has this name, whatever its case; null: none. */
function takenName(id: string, zooDir: string): string | null {
  if (!fs.existsSync(zooDir)) return null
  return fs.readdirSync(zooDir).find((name) => name.toLowerCase() === id.toLowerCase()) ?? null
}

function placeFile({ from, text }: DraftFile, to: string): void {
  fs.mkdirSync(dirname(to), { recursive: true })
  if (from === undefined) fs.writeFileSync(to, text ?? '', { flag: 'wx' })
  else fs.copyFileSync(from, to, fs.constants.COPYFILE_EXCL | fs.constants.COPYFILE_FICLONE)
  fs.chmodSync(to, FILE_MODE)
}
