/** Gathers what goes into a zip, and everything that is missing for it. */
import fs from 'node:fs'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'

export interface PlannedFile {
  /** In the zip. */
  path: string
  /** On the disk. */
  from: string
}

export interface ExportPlan {
  /** Sorted by path. */
  files: PlannedFile[]
  /** What is worth knowing, one sentence each. */
  notes: string[]
}

export class ExportPlanner {
  readonly #files: PlannedFile[] = []
  readonly #links: string[] = []
  readonly #missing: string[] = []
  readonly problems: string[] = []

  /** False: there is no such file. A link counts as the file that it leads to. */
  add(path: string, from: string): boolean {
    if (!(fs.statSync(from, { throwIfNoEntry: false })?.isFile() ?? false)) return false
    this.#files.push({ path, from })
    this.noteLink(path, from)
    return true
  }

  require(path: string, from: string): void {
    if (this.add(path, from)) return
    const isDead = fs.lstatSync(from, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
    this.#missing.push(isDead ? `${path} (a link that leads nowhere)` : path)
  }

  noteLink(path: string, from: string): void {
    if (fs.lstatSync(from).isSymbolicLink()) this.#links.push(path)
  }

  finish(): ExportPlan {
    if (this.#missing.length > 0)
      this.problems.unshift(
        `Missing required files: ${shorten(this.#missing)}. Let the training finish, or choose with --folds, --checkpoints and --configurations.`,
      )
    if (this.problems.length > 0) throw new UserError([...this.problems, 'Nothing was written.'].join('\n'))
    const notes =
      this.#links.length === 0
        ? []
        : [`These are links, and what they lead to is packed: ${shorten(this.#links)}.`]
    return { files: this.#files.sort((a, b) => (a.path < b.path ? -1 : 1)), notes }
  }
}

function shorten(names: readonly string[]): string {
  const shown = names.slice(0, 20).map(escapeHidden).join(', ')
  return names.length > 20 ? `${shown} and ${names.length - 20} more` : shown
}
