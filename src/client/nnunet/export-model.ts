/** Packs trained nnU-Net models into a zip that nnU-Net's own importer unpacks, and that tells nothing of the machine that made them. */
import fs from 'node:fs'
import { basename, dirname } from 'node:path'
import type { ByteSource } from '../../lib/byte-source.ts'
import { syncDir } from '../../lib/files.ts'
import type { Digest } from '../../lib/hash.ts'
import { UserError } from '../../lib/user-error.ts'
import { escapeHidden } from '../../zoo/problem.ts'
import { JSON_LIMIT } from '../../zoo/json-text.ts'
import { bareSummary } from './bare-summary.ts'
import { changeText, diskSource } from './disk-source.ts'
import { planExport, type ExportChoice } from './export-plan.ts'
import type { PlannedFile } from './export-planner.ts'
import { exportWarnings } from './export-warnings.ts'
import { findTrainings } from './find-trainings.ts'
import { withoutOptimizer } from './strip-optimizer.ts'
import { writeZipFile, type ZipOptions, type ZipSource } from './zip-file.ts'

export interface ExportOptions extends ZipOptions {
  choice: ExportChoice
  /** Replaces a file that is there already. */
  force: boolean
  stripOptimizer: boolean
}

export interface ExportedModel extends Digest {
  files: number
  /** What is worth knowing, one sentence or two each. */
  notes: string[]
}

/**
 * `folder`: of a training, of a data set, or with the results of one data set. `toPath` is written as `.part` and renamed when it is whole.
 * @throws UserError with everything that is wrong; then nothing was written.
 */
export async function exportModel(
  folder: string,
  toPath: string,
  options: ExportOptions,
): Promise<ExportedModel> {
  checkTarget(toPath, options.force)
  const plan = planExport(findTrainings(folder), options.choice)
  const warnings = exportWarnings(plan.files)
  const changes = new Changes(options.stripOptimizer)
  const sources = plan.files.map((file) => changes.sourceOf(file))
  const digest = await writeAside(toPath, (path) => writeZipFile(path, sources, options))
  return { ...digest, files: sources.length, notes: [...plan.notes, ...changes.notes(), ...warnings] }
}

function checkTarget(toPath: string, force: boolean): void {
  const stats = fs.statSync(toPath, { throwIfNoEntry: false })
  const shown = escapeHidden(toPath)
  if (stats?.isDirectory())
    throw new UserError(`${shown} is a folder. Name the file: -o ${escapeHidden(basename(toPath))}/model.zip`)
  if (stats !== undefined && !force)
    throw new UserError(`${shown} is there already. Replace it with --force, or choose another name.`)
  if (!fs.existsSync(dirname(toPath)))
    throw new UserError(`There is no folder ${escapeHidden(dirname(toPath))} to write into. Make it first.`)
}

/** What is packed otherwise than it lies on the disk. */
class Changes {
  readonly #stripOptimizer: boolean
  readonly #shortened: number[] = []
  readonly #unstripped: string[] = []

  constructor(stripOptimizer: boolean) {
    this.#stripOptimizer = stripOptimizer
  }

  sourceOf({ path, from }: PlannedFile): ZipSource {
    if (path.endsWith('/summary.json')) {
      if (fs.statSync(from).size > JSON_LIMIT)
        throw new UserError(
          `${escapeHidden(from)} is larger than 16 MiB, and cannot be freed of its paths. Move it away. Nothing was written.`,
        )
      return diskSource(
        path,
        from,
        changeText((text) => this.#shorten(text)),
      )
    }
    return this.#stripOptimizer && path.endsWith('.pth')
      ? diskSource(path, from, (bytes) => this.#strip(bytes, path))
      : diskSource(path, from)
  }

  #shorten(text: string): string {
    const { json, shortened } = bareSummary(text)
    if (shortened > 0) this.#shortened.push(shortened)
    return json
  }

  #strip(bytes: ByteSource, path: string): ByteSource {
    const { bytes: rest, reason } = withoutOptimizer(bytes)
    if (reason !== null)
      this.#unstripped.push(`${escapeHidden(path)} keeps the state of its optimizer: ${reason}`)
    return rest
  }

  notes(): string[] {
    const paths = this.#shortened.reduce((sum, count) => sum + count, 0)
    return paths === 0
      ? this.#unstripped
      : [
          `summary.json names images by their paths on this machine; of ${paths} paths only the names of the files were packed.`,
          ...this.#unstripped,
        ]
  }
}

/** Writes beside the target, and renames what is whole. */
async function writeAside(toPath: string, write: (path: string) => Promise<Digest>): Promise<Digest> {
  const part = `${toPath}.part`
  fs.rmSync(part, { force: true })
  try {
    const digest = await write(part)
    syncFile(part)
    fs.renameSync(part, toPath)
    syncDir(dirname(toPath))
    return digest
  } catch (error) {
    fs.rmSync(part, { force: true })
    throw error
  }
}

function syncFile(path: string): void {
  const fd = fs.openSync(path, 'r+')
  try {
    fs.fsyncSync(fd)
  } finally {
    fs.closeSync(fd)
  }
}
