/** Staging as the tests do it: archives in a folder of the test's own, and what was refused as text. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stageArchives, type Staged, type StageOptions } from '../../../src/client/archive/stage.ts'
import type { PublishedFile } from '../../../src/client/store/model.ts'
import { sha256 } from '../../../src/lib/hash.ts'
import { UserError } from '../../../src/lib/user-error.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'

export type Contents = Record<string, string | Uint8Array>

export interface ToStage {
  bytes: Uint8Array
  expected?: readonly PublishedFile[]
  at?: string
}

/** The list that a store publishes of these files. */
export function listOf(contents: Contents): PublishedFile[] {
  return Object.entries(contents).map(([path, content]) => ({
    path,
    size: Buffer.byteLength(content),
    sha256: sha256(content),
  }))
}

/** Stages archives for the folder `model` of a fresh one. */
export async function stage(
  archives: readonly ToStage[],
  options: Partial<StageOptions> = {},
): Promise<Staged & { parent: string }> {
  const [folder, parent] = [freshFolder(), freshFolder()]
  const toStage = archives.map(({ bytes, expected = null, at = '' }, index) => {
    const path = join(folder, `${index}`)
    writeFileSync(path, bytes)
    return { path, label: `part-${index}.tar.gz`, expected, at }
  })
  const signal = new AbortController().signal
  try {
    return { ...(await stageArchives(toStage, join(parent, 'model'), { signal, ...options })), parent }
  } catch (error) {
    const left = readdirSync(parent)
    if (left.length > 0) throw new Error(`left behind: ${left.join(' ')}`, { cause: error })
    throw error
  }
}

/** The findings of one archive, each with what follows it cut off; nothing was left behind. */
export async function refused(
  bytes: Uint8Array,
  expected?: readonly PublishedFile[],
  options: Partial<StageOptions> = {},
): Promise<string[]> {
  try {
    await stage([{ bytes, ...(expected && { expected }) }], options)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return error.message
      .split('\n')
      .filter((line) => line.startsWith('  '))
      .map((line) => line.trim())
  }
  return ['taken']
}
