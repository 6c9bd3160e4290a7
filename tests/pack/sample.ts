/** Small zoos and entries for the tests of packing. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makePublicDir } from '../../src/lib/files.ts'
import { hashSource, sourceOf, type HashedSource } from '../../src/pack/source.ts'
import type { Entry, Section, SourceFile } from '../../src/zoo/entry.ts'
import { fixtureEntry } from '../fixtures/store.ts'
import { freshFolder } from '../lib/fresh-folder.ts'

export type Contents = Record<string, string | Uint8Array>

/** Makes the entry's folder in a zoo of its own, and returns the zoo. */
export function writeZoo(contents: Contents, id = 'liver'): string {
  const zooDir = join(freshFolder(), 'zoo')
  for (const [path, content] of Object.entries(contents)) {
    const parent = join(zooDir, id, path, '..')
    makePublicDir(parent)
    writeFileSync(join(zooDir, id, path), content)
  }
  return zooDir
}

/** The files of `contents` as the reader states them, with `folder` cut from their path and `prefix` put before it. */
export function filesOf(contents: Contents, folder = '', prefix = ''): SourceFile[] {
  return Object.entries(contents)
    .filter(([from]) => from.startsWith(folder))
    .map(([from, content]) => ({
      path: prefix + from.slice(folder.length),
      from,
      size: Buffer.byteLength(content),
    }))
}

/** Writes the files and hashes them, in plain order of their paths. */
export function hashedSources(contents: Contents): HashedSource[] {
  const zooDir = writeZoo(contents)
  const files = filesOf(contents).sort((a, b) => (a.path < b.path ? -1 : 1))
  return files.map((file) => hashSource(sourceOf({ zooDir, label: 'zoo' }, 'liver', file)))
}

export function sectionOf(name: string, files: SourceFile[] | null): Section {
  return { name, destination: null, localId: 'liver', license: null, mirrors: [], files, hosted: null }
}

export function entryOf(fields: Partial<Entry>): Entry {
  return { ...fixtureEntry({ id: 'liver', title: 'Liver' }), ...fields }
}
