/** Sources that a test writes for itself, imported into a zoo of its own and checked there. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { checkSome } from '../../../src/contribute/check/check-some.ts'
import { importEntry, type ImportOptions } from '../../../src/contribute/import/import-entry.ts'
import { UserError } from '../../../src/lib/user-error.ts'
import { parseFrontMatter } from '../../../src/zoo/front-matter.ts'
import { formatProblem } from '../../../src/zoo/problem.ts'
import { tar } from '../../client/archive/make-tar.ts'
import { impatient } from '../../client/net/misbehaving-server.ts'
import { zip } from '../../inspect/make-zip.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'

/** Path → content. */
export type Files = Record<string, string | Uint8Array>

/** A header without tensors. */
export const WEIGHTS = '\x02\0\0\0\0\0\0\0{}'
/** A picture of one pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export const MIT = `MIT License

Permission is hereby granted, free of charge, to any person obtaining a copy of this, subject to this:
the above copyright notice and this permission notice shall be included.`

export function writeFolder(name: string, files: Files): string {
  const dir = join(freshFolder(), name)
  mkdirSync(dir)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), content)
  }
  return dir
}

export function writeZip(name: string, files: Files): string {
  const path = join(freshFolder(), name)
  writeFileSync(
    path,
    zip(Object.entries(files).map(([file, content]) => ({ name: file, content, method: 8 }))),
  )
  return path
}

export function writeTarball(name: string, files: Files): string {
  const path = join(freshFolder(), name)
  writeFileSync(
    path,
    gzipSync(tar(Object.entries(files).map(([file, content]) => ({ name: file, content })))),
  )
  return path
}

export interface Outcome {
  kind: string
  id: string
  /** Front matter as it was written. */
  card: Record<string, unknown>
  /** Below it. */
  prose: string
  notes: string[]
  /** Of the entry, sorted, `README.md` among them. */
  files: string[]
  /** What the checks say. */
  problems: string[]
  /** Absolute path of the entry. */
  dir: string
  zooDir: string
}

/** Imports into a fresh zoo, or into that of `options`. */
export async function importing(source: string, options: Partial<ImportOptions> = {}): Promise<Outcome> {
  const zooDir = options.zooDir ?? join(freshFolder(), 'zoo')
  const silent = {
    begin: () => undefined,
    bytes: () => undefined,
    unpacked: () => undefined,
    copied: () => undefined,
  }
  const { kind, draft, dir } = await importEntry({
    ...{
      source,
      zooDir,
      id: null,
      storeUrl: null,
      network: impatient(),
      listener: silent,
      isPinned: true,
      isDry: false,
    },
    ...options,
  })
  const { values, body } = parseFrontMatter(readFileSync(join(dir!, 'README.md'), 'utf8'), '')
  const { problems } = await checkSome([draft.id], { zooDir, label: 'zoo' })
  return {
    ...{ kind, id: draft.id, card: values, prose: body.trim(), notes: draft.notes },
    ...{ files: filesIn(dir!), problems: problems.map(formatProblem), dir: dir!, zooDir },
  }
}

/** What is said instead, with what was left under the folder of the zoo. */
export async function refusal(
  source: string,
  options: Partial<ImportOptions> = {},
): Promise<[string, string[]]> {
  const zooDir = join(freshFolder(), 'zoo')
  try {
    await importing(source, { zooDir, ...options })
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return [error.message.replaceAll(dirname(source), 'DIR'), readdirSync(dirname(zooDir))]
  }
  return ['', []]
}

export function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((item) => !item.isDirectory())
    .map((item) => join(item.parentPath, item.name).slice(dir.length + 1))
    .sort()
}
