/** A store that lies in a folder. Links in it are never followed. */
import { closeSync, fstatSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openRegularFile } from '../lib/files.ts'
import { visitAll } from '../lib/walk.ts'
import { FileFault, NoStoreError, tooLarge, type Listed, type StoreSource } from './store-source.ts'

const CHUNK_BYTES = 1024 * 1024

/** `label` is what problems call the folder. @throws NoStoreError where there is no such folder. */
export function folderSource(dir: string, label: string): StoreSource {
  if (!statSync(dir, { throwIfNoEntry: false })?.isDirectory())
    throw new NoStoreError(`There is no folder ${label}/. Name the folder or the address of a store.`)
  const listed = listFolder(dir)
  const regular = new Set(listed.flatMap(({ path, isRegular }) => (isRegular ? [path] : [])))
  return {
    label,
    // What was found without following links is the only thing that is opened.
    // eslint-disable-next-line @typescript-eslint/require-await
    read: async (path, limit, begin) => {
      if (!regular.has(path)) throw missing()
      readFile(join(dir, path), limit, begin())
    },
    list: () => listed,
  }
}

function listFolder(dir: string): Listed[] {
  const found: Listed[] = []
  visitAll(dir, (path, kind, stats) => {
    if (kind !== 'folder') found.push({ path, isRegular: kind === 'file', size: stats?.size ?? 0 })
    return kind === 'folder'
  })
  return found.sort((a, b) => (a.path < b.path ? -1 : 1))
}

function readFile(path: string, limit: number, take: (chunk: Uint8Array) => void): void {
  const fd = openRegularFile(path)
  if (fd === null) throw missing()
  try {
    if (fstatSync(fd).size > limit) throw tooLarge(limit)
    const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, limit + 1))
    let size = 0
    for (let count = readSync(fd, buffer); count > 0; count = readSync(fd, buffer)) {
      size += count
      if (size > limit) throw tooLarge(limit)
      take(buffer.subarray(0, count))
    }
  } finally {
    closeSync(fd)
  }
}

function missing(): FileFault {
  return new FileFault('The file is missing from the store. Publish the store again.', true)
}
