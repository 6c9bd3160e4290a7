import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listDocuments } from '../src/documents.ts'
import { rewriteHomePage, writeDocuments, writeSums } from '../src/emit.ts'
import { listFiles } from '../src/lib/files.ts'
import { sha256 } from '../src/lib/hash.ts'
import { cardEntry, fixtureStore } from './fixtures/store.ts'
import { freshFolder } from './lib/fresh-folder.ts'

const store = fixtureStore()

describe('writeDocuments', () => {
  it('writes every document at every one of its addresses', () => {
    const dir = freshFolder()
    writeDocuments(store, dir)
    const documents = [...listDocuments(store)]
    expect(listFiles(dir).map(({ path }) => path)).toEqual(documents.flatMap(({ paths }) => paths).sort())
    for (const { paths, write } of documents) {
      expect(paths.map((path) => readFileSync(join(dir, path), 'utf8'))).toEqual(paths.map(write))
    }
  })

  it('holds a document that has several addresses once', () => {
    const dir = freshFolder()
    writeDocuments(store, dir)
    expect(statSync(join(dir, 'spleen_ct/main.ini')).ino).toBe(statSync(join(dir, 'spleen_ct.ini')).ino)
  })

  it('never writes over a page or a file of an entry', () => {
    const dir = freshFolder()
    writeFileSync(join(dir, 'master.json'), 'a page')
    expect(() => writeDocuments(store, dir)).toThrow('EEXIST')
    expect(readFileSync(join(dir, 'master.json'), 'utf8')).toBe('a page')
  })
})

describe('rewriteHomePage', () => {
  it('leaves no byte that an early DIGITS fails on', () => {
    const dir = freshFolder()
    writeFileSync(join(dir, 'index.html'), '<p title="Größe &amp; x">Größe 🧠</p>')
    rewriteHomePage(dir)
    expect(readFileSync(join(dir, 'index.html'), 'latin1')).toMatch(/^<p title="[ -~]+">[ -~]+<\/p>$/)
  })
})

describe('writeSums', () => {
  it('lists every file but itself, and does not read again what was hashed when it was packed', () => {
    const dir = freshFolder()
    const archive = 'spleen_ct/2.1/weights.tar.gz'
    mkdirSync(join(dir, 'spleen_ct/2.1'), { recursive: true })
    writeFileSync(join(dir, archive), 'never read')
    writeFileSync(join(dir, 'page.html'), 'read')
    writeSums(store, dir)
    const packed = cardEntry().downloads.find(({ path }) => path === archive)!
    expect(readFileSync(join(dir, 'SHA256SUMS'), 'utf8')).toBe(
      `${sha256('read')}  page.html\n${packed.sha256}  ${archive}\n`,
    )
  })
})
