import { describe, expect, it } from 'vitest'
import { lockFaults } from '../../../src/contribute/workflows/lock-changes.ts'

const OLD = {
  formatVersion: 1,
  versions: [{ version: '1.0', yanked: null, downloads: [{ section: 'weights', sha256: 'aa', size: 5 }] }],
}
type Lock = typeof OLD

function faults(change: (lock: Lock) => unknown): string[] {
  const before = new Map([['zoo.lock/liver.json', JSON.stringify(OLD)]])
  return lockFaults(before, new Map([['zoo.lock/liver.json', JSON.stringify(change(structuredClone(OLD)))]]))
}

describe('the lock in a pull request', () => {
  it.each<[string, (lock: Lock) => unknown]>([
    ['a version is released', ({ versions }) => ({ ...OLD, versions: [...versions, { version: '2.0' }] })],
    [
      'a version is yanked',
      ({ versions: [first] }) => ({ ...OLD, versions: [{ ...first, yanked: { reason: 'x' } }] }),
    ],
    ['a key is added', (lock) => ({ ...lock, note: 1 })],
  ])('may grow: %s', (_, change) => {
    expect(faults(change)).toEqual([])
  })

  it.each<[string, (lock: Lock) => unknown, string]>([
    ['a version vanishes', (lock) => ({ ...lock, versions: [] }), '"versions.0" was taken out.'],
    [
      'a sum changes',
      (lock) => ((lock.versions[0]!.downloads[0]!.sha256 = 'bb'), lock),
      '"versions.0.downloads.0.sha256" was changed.',
    ],
    [
      'a version takes the place of another',
      (lock) => ({ ...lock, versions: [{ version: '2.0' }, ...lock.versions] }),
      '"versions.0.version" was changed.',
    ],
    ['it is something else', () => 7, 'It was changed.'],
  ])('may not shrink: %s', (_, change, fault) => {
    expect(faults(change)).toEqual([
      `"zoo.lock/liver.json": ${fault} Restore it, and raise the version where files changed.`,
    ])
  })

  it('may lose no file', () => {
    expect(lockFaults(new Map([['zoo.lock/a.json', '{}']]), new Map())).toEqual([
      '"zoo.lock/a.json" was deleted. Restore it: withdrawn models keep their record.',
    ])
  })
})
