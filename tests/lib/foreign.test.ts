import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writePublicFile } from '../../src/lib/files.ts'
import { refuseForeign } from '../../src/lib/foreign.ts'
import { UserError } from '../../src/lib/user-error.ts'
import { freshFolder } from './fresh-folder.ts'

const SUM = '0'.repeat(64)

function store(files: string[], listed: string[]): string {
  const dir = join(freshFolder(), 'dist')
  for (const file of files) writePublicFile(join(dir, file), '')
  writePublicFile(join(dir, 'SHA256SUMS'), listed.map((file) => `${SUM}  ${file}\n`).join(''))
  return dir
}

function refusal(dir: string): string {
  try {
    refuseForeign(dir)
  } catch (error) {
    if (error instanceof UserError) return error.message.replaceAll(dir, 'dist')
    throw error
  }
  return 'accepted'
}

describe('refuseForeign', () => {
  it('accepts a folder that is absent', () => {
    expect(refusal(join(freshFolder(), 'dist'))).toBe('accepted')
  })

  it('accepts an empty folder', () => {
    expect(refusal(freshFolder())).toBe('accepted')
  })

  it('accepts files that are listed, and lists of files that are gone', () => {
    expect(refusal(store(['index.html', 'a/b c.txt'], ['index.html', 'a/b c.txt', 'gone']))).toBe('accepted')
  })

  it('names the first file that is not listed', () => {
    expect(refusal(store(['index.html', 'z', 'my/thesis.tex'], ['index.html']))).toMatchInlineSnapshot(
      `"dist holds "my/thesis.tex", which no build of this store wrote, so the folder is not replaced. Move that file away, or remove the folder if nothing in it is needed. Nothing was written."`,
    )
  })

  it('refuses files without any list', () => {
    const dir = freshFolder()
    writeFileSync(join(dir, 'thesis.tex'), '')
    expect(refusal(dir)).toMatch(/^dist holds "thesis.tex", /)
  })

  it('refuses a link even where a file of that name is listed', () => {
    const dir = store([], ['index.html'])
    symlinkSync('/', join(dir, 'index.html'))
    expect(refusal(dir)).toMatch(/^dist holds "index.html", /)
  })

  it('refuses a file in the place of the folder', () => {
    const dir = join(freshFolder(), 'dist')
    writeFileSync(dir, '')
    expect(refusal(dir)).toMatchInlineSnapshot(
      `"dist is not a folder, and the store is published as a folder of that name. Move it away or publish elsewhere. Nothing was written."`,
    )
  })

  it('refuses a link in the place of the folder, even one to a store', () => {
    const dir = join(freshFolder(), 'dist')
    symlinkSync(store([], []), dir)
    expect(refusal(dir)).toMatch(/^dist is a symbolic link, /)
  })
})
