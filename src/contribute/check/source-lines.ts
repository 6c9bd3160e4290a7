/** The lines of files of a zoo that have problems, for showing them. */
import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from '../../lib/files.ts'
import { readUtf8 } from '../../zoo/folder.ts'
import type { Problem } from '../../zoo/problem.ts'

/** Of larger files no line is shown. */
const MOST_BYTES = 1024 * 1024
/** What a line with such a problem may hold is for nobody else to read, and logs of builds are read by many. */
const SHOWN_KINDS = new Set<string | undefined>([undefined, 'turned-text', 'remote-file'])

export class SourceLines {
  readonly #zooDir: string
  readonly #label: string
  #file = ''
  #lines: string[] = []

  constructor({ zooDir, label }: { zooDir: string; label: string }) {
    this.#zooDir = zooDir
    this.#label = label
  }

  /** Null: the problem has no place in a line, or the line must not be shown. One file is kept at a time. */
  lineOf({ file, line, column, kind }: Problem): string | null {
    if (line === undefined || column === undefined || !SHOWN_KINDS.has(kind)) return null
    if (!file.startsWith(`${this.#label}/`)) return null
    if (file !== this.#file) {
      this.#lines = readLines(join(this.#zooDir, file.slice(this.#label.length + 1)))
      this.#file = file
    }
    return this.#lines[line - 1] ?? null
  }
}

function readLines(path: string): string[] {
  try {
    const stats = lstatSync(path)
    if (!stats.isFile() || stats.size > MOST_BYTES) return []
    return (readUtf8(path) ?? '').replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  } catch (error) {
    if (errorCode(error) === '') throw error
    return []
  }
}
