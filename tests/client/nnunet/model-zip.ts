/** Small zips of trained models, folders to install them into, and a client to do it. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from '../../../src/client/cli/install.ts'
import { UserError } from '../../../src/lib/user-error.ts'
import type { Surroundings } from '../../../src/client/surroundings.ts'
import { nnunetCheckpoint } from '../../inspect/make-torch.ts'
import { zip, type Member } from '../../inspect/make-zip.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'

export const TRAINING = 'nnUNetTrainer__nnUNetPlans__2d'

/** Path → content. */
export type Files = Record<string, string | Uint8Array>

/** A training with one fold; `changes` by path, null takes a file away. */
export function trainingFiles(changes: Record<string, string | Uint8Array | null> = {}): Files {
  const files: Record<string, string | Uint8Array | null> = {
    'plans.json': '{"configurations": {"2d": {}}}',
    'dataset.json': '{"labels": {"background": 0}}',
    'fold_0/checkpoint_final.pth': nnunetCheckpoint(),
    ...changes,
  }
  return Object.fromEntries(
    Object.entries(files).flatMap(([path, content]) => (content === null ? [] : [[path, content]])),
  )
}

export function below(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content]))
}

/** `Dataset901_Shapes` with one training. */
export function shapes(changes?: Record<string, string | Uint8Array | null>): Files {
  return below(`Dataset901_Shapes/${TRAINING}`, trainingFiles(changes))
}

/** A zip on the disk. */
export function zipOf(files: Files, more: readonly Member[] = []): string {
  const path = join(freshFolder(), 'model.zip')
  const members = Object.entries(files).map(([name, content]) => ({ name, content, method: 8 }))
  writeFileSync(path, zip([...members, ...more]))
  return path
}

export function writeFiles(dir: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), content)
  }
}

/** All files below a folder but records of installs, hidden ones included. */
export function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((item) => !item.isDirectory() && item.name !== '.zoopress.json')
    .map((item) => join(item.parentPath, item.name).slice(dir.length + 1))
    .sort()
}

/** Everything that is expected to lie below a folder, and does, byte for byte. */
export function holds(dir: string, files: Files): boolean {
  return Object.entries(files).every(([path, content]) =>
    readFileSync(join(dir, path)).equals(Buffer.from(content as Uint8Array)),
  )
}

export function surroundings(changes: Partial<Surroundings> = {}): Surroundings & { lines: string[] } {
  const lines: string[] = []
  return {
    ...{ env: {}, homeDir: '/nowhere', workDir: '/nowhere', now: () => 0 },
    ...{ out: (text) => void lines.push(text), err: (text) => void lines.push(text) },
    signal: new AbortController().signal,
    ...changes,
    lines,
  }
}

export interface Outcome {
  /** Null: a mistake was reported. */
  code: number | null
  /** What it said, with the folder of the results called RESULTS and that of the zip ZIP. */
  said: string
}

/** `zoopress install` of a zip. */
export async function install(zipPath: string, resultsDir: string, ...options: string[]): Promise<Outcome> {
  const around = surroundings()
  const told = (text: string) => text.replaceAll(resultsDir, 'RESULTS').replaceAll(dirname(zipPath), 'ZIP')
  try {
    const code = await run([zipPath, '--results', resultsDir, ...options], around)
    return { code, said: told(around.lines.join('\n')) }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { code: null, said: told(error.message) }
  }
}
