import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/lib/hash.ts'
import type { Placement } from '../../src/pack/place.ts'
import { freshFolder } from '../lib/fresh-folder.ts'
import { placeAll } from './place-all.ts'

function folders() {
  const root = freshFolder()
  const from = join(root, 'source')
  writeFileSync(from, 'bytes', { mode: 0o644 })
  return { from, distDir: join(root, 'dist') }
}

function placement(from: string, how: Placement['how']): Placement {
  return { from, to: 'liver/1.0/weights.tar.gz', how, size: 5, sha256: sha256('bytes') }
}

const target = (distDir: string) => join(distDir, 'liver/1.0/weights.tar.gz')

describe('placeFile', () => {
  it('shares the bytes of the cache instead of copying them', () => {
    const { from, distDir } = folders()
    placeAll([placement(from, 'link')], distDir)
    expect(statSync(target(distDir)).ino).toBe(statSync(from).ino)
  })

  it('never shares a file with zoo/', () => {
    const { from, distDir } = folders()
    placeAll([placement(from, 'copy')], distDir)
    const [published, source] = [statSync(target(distDir)), statSync(from)]
    expect([published.ino === source.ino, source.nlink, readFileSync(target(distDir), 'utf8')]).toEqual([
      false,
      1,
      'bytes',
    ])
  })

  it('drops the execute bits and private modes of files under zoo/', () => {
    const { distDir } = folders()
    const from = join(freshFolder(), 'private')
    writeFileSync(from, 'bytes', { mode: 0o700 })
    placeAll([placement(from, 'copy')], distDir)
    expect((statSync(target(distDir)).mode & 0o777).toString(8)).toBe('644')
  })

  it('refuses a file that changed after it was hashed', () => {
    const { from, distDir } = folders()
    writeFileSync(from, 'BYTES')
    expect(() => placeAll([placement(from, 'copy')], distDir)).toThrow(
      `${from} changed while the store was built. Let whatever writes it finish, and build again. The last store stands as it was.`,
    )
  })

  it('refuses a file that became a link to other bytes', () => {
    const { distDir } = folders()
    const from = join(freshFolder(), 'link')
    symlinkSync(import.meta.filename, from)
    expect(() => placeAll([placement(from, 'copy')], distDir)).toThrow('changed while the store was built')
  })

  it.each(['copy', 'link'] as const)('never places two files at one address (%s)', (how) => {
    const { from, distDir } = folders()
    const twice = [placement(from, how), placement(from, how)]
    expect(() => placeAll(twice, distDir)).toThrow('EEXIST')
  })
})
