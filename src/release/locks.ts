/** The locks of a zoo, each read when it is asked for. */
import fs from 'node:fs'
import { join } from 'node:path'
import { withRegularFile } from '../lib/files.ts'
import type { Problem } from '../zoo/problem.ts'
import { LOCK_LIMIT, parseLockFile, type LockFile } from './lock-file.ts'
import type { LockFolder } from './lock-folder.ts'

/** What a file holds; `lock` is null where there is none, or it is wrong. */
export interface ReadLock {
  lock: LockFile | null
  problems: Problem[]
}

export class Locks {
  readonly folder: LockFolder
  readonly #read = new Map<string, ReadLock>()

  constructor(folder: LockFolder) {
    this.folder = folder
  }

  /** Of one entry, whether there is such an entry or not. */
  read(id: string): ReadLock {
    if (!this.folder.files.has(id)) return { lock: null, problems: [] }
    const known = this.#read.get(id) ?? readLock(this.folder, id)
    this.#read.set(id, known)
    return known
  }
}

function readLock({ dir, label }: LockFolder, id: string): ReadLock {
  const file = `${label}/${id}.json`
  const refuse = (message: string): ReadLock => ({
    lock: null,
    problems: [{ file, message, severity: 'error' }],
  })
  const bytes = withRegularFile(join(dir, `${id}.json`), (fd) =>
    fs.fstatSync(fd).size > LOCK_LIMIT ? 'large' : fs.readFileSync(fd),
  )
  if (bytes === null) return refuse('The file is gone, or is a link. Restore it with git.')
  if (bytes === 'large')
    return refuse(`The file is larger than ${LOCK_LIMIT / 1024 ** 2} MiB. Restore it with git.`)
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  return parseLockFile(text, { id, file })
}
