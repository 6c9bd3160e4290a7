/**
 * Text files that say themselves whether they are whole: the first line is the SHA-256 of the rest. For notes that one run leaves to
 * the next; a note that is missing, cut short or altered is no note, which costs time and nothing else.
 */
import fs from 'node:fs'
import { dirname } from 'node:path'
import { withRegularFile } from './files.ts'
import { sha256 } from './hash.ts'

const SEAL_CHARS = 65

/** Replaces the file in one step; its folder is made where it is missing. */
export function writeSealed(path: string, text: string): void {
  const aside = `${path}.tmp`
  fs.mkdirSync(dirname(path), { recursive: true })
  fs.rmSync(aside, { recursive: true, force: true })
  fs.writeFileSync(aside, `${sha256(text)}\n${text}`, { flag: 'wx' })
  // A rename does not replace a folder, and no folder of this name is a note.
  if (fs.lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) fs.rmSync(path, { recursive: true })
  fs.renameSync(aside, path)
}

/** Null where there is no such file, or its content is not what was sealed. */
export function readSealed(path: string): string | null {
  return withRegularFile(path, (fd) => {
    const sealed = fs.readFileSync(fd, 'utf8')
    const text = sealed.slice(SEAL_CHARS)
    return sealed.startsWith(`${sha256(text)}\n`) ? text : null
  })
}
