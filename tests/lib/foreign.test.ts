import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writePublicFile } from '../../src/lib/files.ts'
import { OWN_FILE, refuseForeign } from '../../src/lib/foreign.ts'
import { DOCUMENTS } from '../../src/documents.ts'
import { UserError } from '../../src/lib/user-error.ts'
import { freshFolder } from './fresh-folder.ts'

const SUM = '0'.repeat(64)

function store(files: string[], listed: string[]): string {
  return folder(files, [...listed, OWN_FILE])
}

function folder(files: string[], listed: string[]): string {
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

  it('knows a file of every store', () => {
    expect(DOCUMENTS.filter(({ per }) => per === 'store').flatMap(({ urls }) => urls)).toContain(
      `/${OWN_FILE}`,
    )
  })

  it('refuses files with a list that is not that of a store, as people publish beside what they share', () => {
    expect(refusal(folder(['system.iso'], ['system.iso']))).toMatch(/^dist holds "SHA256SUMS", /)
  })

  it.each([
    ['a folder', (path: string) => mkdirSync(path)],
    ['a pipe', (path: string) => void execFileSync('mkfifo', [path])],
    ['a link', (path: string) => symlinkSync(join(store([], ['index.html']), 'SHA256SUMS'), path)],
  ])('refuses files whose list is %s', (_kind, make) => {
    const dir = freshFolder()
    writeFileSync(join(dir, 'index.html'), '')
    make(join(dir, 'SHA256SUMS'))
    expect(refusal(dir)).toMatch(/ holds "(index.html|SHA256SUMS)", /)
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
