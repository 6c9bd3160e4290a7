/** What the record of releases asks of a zoo. */
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkAppendOnly } from '../../src/release/append-only.ts'
import { lineOfJson } from '../../src/release/json-line.ts'
import { formatLockFile, LOCK_LIMIT, type LockFile } from '../../src/release/lock-file.ts'
import { lookAtLocks } from '../../src/release/lock-folder.ts'
import { Locks } from '../../src/release/locks.ts'
import { planCompletions, planReleases } from '../../src/release/plan-release.ts'
import { checkBytes, checkVersion } from '../../src/release/release-rules.ts'
import { compareVersions } from '../../src/release/version-order.ts'
import { withdrawnEntries } from '../../src/release/withdrawn.ts'
import { writeLocks } from '../../src/release/write-locks.ts'
import { yank } from '../../src/release/yank.ts'
import type { Download, StoreEntry } from '../../src/store.ts'
import { formatProblem, type Problem } from '../../src/zoo/problem.ts'
import { fixtureDownload, fixtureEntry } from '../fixtures/store.ts'
import { freshFolder } from '../lib/fresh-folder.ts'
import { lockOf, OTHER_SUM, releasedDownload, releasedSingles, releasedVersion, SUM } from './released.ts'

const YANKED = { date: '2026-11-21', reason: 'Wrong labels.' }
const PLACE = { label: 'zoo', artifacts: null }
const said = (problems: readonly Problem[]) => problems.map(formatProblem)

/** The entry as it was released. */
function liver(version: string, changes: Partial<Download> = {}, date: string | null = null) {
  const { section, path, size, sha256, files } = releasedDownload(version)
  const downloads = [fixtureDownload({ section, path, size, sha256, files, ...changes })]
  return fixtureEntry({ id: 'liver', title: 'Liver', version, date, downloads })
}

function zooWith(...locks: LockFile[]): string {
  const zoo = join(freshFolder(), 'zoo')
  mkdirSync(zoo)
  writeLocks({ dir: `${zoo}.lock` }, locks)
  return zoo
}

const locksOf = (zoo: string) => new Locks(lookAtLocks(zoo, 'zoo'))

describe('compareVersions', () => {
  it.each([
    ['9', '10', -1],
    ['1.9', '1.10', -1],
    ['1', '1.0', 0],
    ['2.0', '1.99.99', 1],
  ])('puts %s beside %s', (a, b, order) => {
    expect(Math.sign(compareVersions(a, b))).toBe(order)
    expect(Math.sign(compareVersions(b, a))).toBe(-order || 0)
  })
})

describe('lineOfJson', () => {
  const text = '{\n"a": [\n1,\n{ "x": "}]",\n"b": [2,\n3] }\n],\n"c": 4\n}'
  it.each<[PropertyKey[], number]>([
    [[], 1],
    [['a'], 2],
    [['a', 0], 3],
    [['a', 1], 4],
    [['a', 1, 'x'], 4],
    [['a', 1, 'b', 1], 6],
    [['c'], 8],
    [['a', 1, 'missing'], 4],
  ])('finds %j', (path, line) => {
    expect(lineOfJson(text, path)).toBe(line)
  })
})

describe('the version of an entry', () => {
  const lock = lockOf('1.0', '1.1')

  it.each([
    ['1.1', null],
    ['1.2', null],
    ['1.10', null],
    ['1.0', 'is lower than 1.1, which was released on 2026-11-20'],
    ['0.9', 'is lower than 1.1, which was released on 2026-11-20'],
    ['1.1.0', 'is the same as 1.1, which was released on 2026-11-20'],
  ])('only goes up: %s', (version, fault) => {
    expect(said(checkVersion(liver(version), lock, 'zoo'))).toEqual(
      fault === null ? [] : [expect.stringContaining(`zoo/liver/README.md: version: "${version}" ${fault}`)],
    )
  })

  it('is not one that was withdrawn', () => {
    const yanked = lockOf(releasedVersion('1.0', { yanked: YANKED }))
    expect(said(checkVersion(liver('1.0'), yanked, 'zoo'))).toEqual([
      'zoo/liver/README.md: version: 1.0 was withdrawn on 2026-11-21 ("Wrong labels."). Raise version in zoo/liver/README.md above 1.0, or remove zoo/liver/.',
    ])
  })

  it('has the day of its release, whatever the card says', () => {
    expect(said(checkVersion(liver('1.1', {}, '2025-01-01'), lock, 'zoo'))).toEqual([
      'zoo/liver/README.md: warning: date: "2025-01-01" is not the day on which version 1.1 was first published. Pages, feeds and citations say 2026-11-20, as zoo.lock/liver.json has it: write date_released: 2026-11-20.',
    ])
    expect(checkVersion(liver('1.1', {}, '2026-11-20'), lock, 'zoo')).toEqual([])
  })
})

describe('the bytes of a released version', () => {
  const lock = lockOf('1.0')
  const file = { path: 'model.bin', size: 3, sha256: SUM }

  it.each<[string, Partial<Download>, string]>([
    [
      'a changed file',
      { sha256: OTHER_SUM, files: [{ ...file, sha256: OTHER_SUM }] },
      'In "weights", changed: "model.bin".',
    ],
    ['a new file', { sha256: OTHER_SUM, files: [file, { ...file, path: 'b' }] }, 'In "weights", added: "b".'],
    ['a file that is gone', { sha256: OTHER_SUM, files: [] }, 'In "weights", removed: "model.bin".'],
    [
      'another name',
      { sha256: OTHER_SUM, files: [{ ...file, path: 'b' }] },
      'In "weights", added: "b"; removed: "model.bin".',
    ],
    [
      'another section',
      { section: 'data', path: 'liver/1.0/data.tar.gz' },
      'The section "data" is new. The section "weights" is gone.',
    ],
    [
      'another state of Zoopress',
      { sha256: OTHER_SUM, files: [file] },
      'The files in "weights" are the same, but another state of Zoopress packed them',
    ],
    [
      'another host',
      { path: null, url: 'https://files.example/a' },
      '"weights" is no longer published as "liver/1.0/weights.tar.gz".',
    ],
  ])('stay as they are: %s', (_what, changes, sentence) => {
    const [problem, ...more] = said(checkBytes(liver('1.0', changes), lock, PLACE))
    expect(more).toEqual([])
    expect(problem).toContain(
      'zoo/liver: Version 1.0 was released on 2026-11-20, and what is released stays as it is.',
    )
    expect(problem).toContain(sentence)
    expect(problem).toMatch(/Raise version in zoo\/liver\/README\.md, or restore the files\.$/)
  })

  it.each([
    ['https://files.example', 'liver/1.0/weights.tar.gz'],
    ['https://github.com/lab/zoo/releases/download/all', 'liver--1.0--weights.tar.gz'],
  ])('may move to where the store publishes its archives: %s', (artifacts, artifact) => {
    const moved = { path: null, artifact, url: `${artifacts}/${artifact}` }
    expect(checkBytes(liver('1.0', moved), lock, { ...PLACE, artifacts })).toEqual([])
  })

  it('tells of a hosted file by its sums', () => {
    const hosted = { path: null, url: 'https://files.example/a', files: null }
    const known = lockOf(releasedVersion('1.0', { downloads: [releasedDownload('1.0', hosted)] }))
    expect(checkBytes(liver('1.0', { ...hosted, url: 'https://other.example/a' }), known, PLACE)).toEqual([])
    expect(said(checkBytes(liver('1.0', { ...hosted, sha256: OTHER_SUM }), known, PLACE))[0]).toContain(
      `"weights" is another file: it had the SHA-256 ${SUM}, and has ${OTHER_SUM} now.`,
    )
  })

  it('are nobody’s business while the version is new', () => {
    expect(checkBytes(liver('1.1', { sha256: OTHER_SUM }), lock, PLACE)).toEqual([])
  })
})

describe('what lies beside the archives of a released version', () => {
  const { torchHub, monai } = releasedSingles('1.0')
  const url = 'https://lab.example/zoo/liver/1.0/x'
  const made = { torchHub: { ...torchHub, url }, monai: { ...monai, url } }
  const whole = lockOf(releasedVersion('1.0', { torchHub, monai }))
  const check = (singles: Partial<StoreEntry>, lock = whole) =>
    said(checkBytes({ ...liver('1.0'), ...singles }, lock, PLACE))

  it('is no business of a record while it is as it was', () => {
    expect(check(made)).toEqual([])
  })

  it.each<[string, Partial<StoreEntry>, string]>([
    [
      'another writer of zips',
      { monai: { ...made.monai, sha256: SUM } },
      '"liver/1.0/liver.zip", for MONAI, has other bytes: another state of Zoopress made it from the same files.',
    ],
    [
      'another size',
      { torchHub: { ...made.torchHub, size: 4 } },
      `"${torchHub.path}", for torch.hub, has other bytes`,
    ],
    [
      'another name',
      { monai: { ...made.monai, path: 'liver/1.0/other.zip' } },
      '"liver/1.0/liver.zip", for MONAI, is made as "liver/1.0/other.zip".',
    ],
    [
      'a checkpoint that is not plain any more',
      { torchHub: null },
      `"${torchHub.path}", for torch.hub, is made no more: another state of Zoopress looks for it, or zoo/allowed-imports.txt has changed.`,
    ],
    [
      'another host',
      { torchHub: { ...made.torchHub, path: null } },
      `"${torchHub.path}", for torch.hub, is made no more`,
    ],
  ])('stays as it is: %s', (_what, changes, sentence) => {
    const [problem, ...more] = check({ ...made, ...changes })
    expect(more).toEqual([])
    expect(problem).toContain(
      `zoo/liver: Version 1.0 was released on 2026-11-20, and what is released stays as it is. ${sentence}`,
    )
    expect(problem).toMatch(/ Raise version in zoo\/liver\/README\.md, or build as it was released\.$/)
  })

  it('is not named where the files themselves changed', () => {
    const entry = { ...liver('1.0', { sha256: OTHER_SUM, files: [] }), ...made, monai: null }
    expect(said(checkBytes(entry, whole, PLACE))).toEqual([
      expect.stringMatching(/removed: "model\.bin"\. Raise version in .*, or restore the files\.$/),
    ])
  })

  it('may move to where the store publishes its archives', () => {
    const release = 'https://github.com/lab/zoo/releases/download/all'
    const flat = { ...made.monai, path: null, artifact: 'liver--1.0--liver.zip' }
    const hub = { ...made.torchHub, path: null, artifact: torchHub.path.slice('liver/1.0/'.length) }
    const weights = { path: null, artifact: 'liver--1.0--weights.tar.gz' }
    const entry = { ...liver('1.0', weights), torchHub: hub, monai: flat }
    expect(checkBytes(entry, whole, { ...PLACE, artifacts: release })).toEqual([])
  })

  it('is asked for where an earlier Zoopress did not write it down', () => {
    expect(check(made, lockOf('1.0'))).toEqual([
      `zoo/liver: warning: "${torchHub.path}" is published and not recorded, so nothing would tell if it changed. Record it: npm run release`,
      expect.stringContaining('"liver/1.0/liver.zip" is published and not recorded'),
    ])
  })

  it('is added to the record, and nothing else of it changes', () => {
    const old = lockOf('1.0', releasedVersion('1.1', { torchHub: releasedSingles('1.1').torchHub }))
    const entry = { ...liver('1.0', { sha256: OTHER_SUM }), ...made }
    const [first, ...more] = planCompletions([entry], () => old)
    expect(more).toEqual([])
    expect(first!.added.map(({ path }) => path)).toEqual([torchHub.path, 'liver/1.0/liver.zip'])
    expect(first!.lock.versions).toEqual([whole.versions[0], old.versions[1]])
    expect(planCompletions([entry], () => first!.lock)).toEqual([])
    expect(planCompletions([{ ...entry, version: '2.0' }], () => old)).toEqual([])
  })
})

describe('the folder zoo.lock', () => {
  it('is nothing where it is not there', () => {
    const { files, problems } = lookAtLocks(join(freshFolder(), 'zoo'), 'zoo')
    expect([files.size, problems]).toEqual([0, []])
  })

  it('holds records, and what git is told of them', () => {
    const { files, problems } = lookAtLocks(zooWith(lockOf('1.0')), 'zoo')
    expect([[...files.keys()], problems]).toEqual([['liver'], []])
  })

  it.each<[string, (dir: string) => void]>([
    ['notes.txt', (dir) => writeFileSync(join(dir, 'notes.txt'), '')],
    ['raw.json', (dir) => writeFileSync(join(dir, 'raw.json'), '{}')],
    ['Liver.json', (dir) => writeFileSync(join(dir, 'Liver.json'), '{}')],
    ['spleen.json', (dir) => symlinkSync('liver.json', join(dir, 'spleen.json'))],
    ['kidney.json', (dir) => mkdirSync(join(dir, 'kidney.json'))],
  ])('holds nothing else: %s', (name, make) => {
    const zoo = zooWith(lockOf('1.0'))
    make(`${zoo}.lock`)
    const { problems } = lookAtLocks(zoo, 'zoo')
    expect(problems).toHaveLength(1)
    expect(problems[0]!.file.toLowerCase()).toContain(name === 'Liver.json' ? 'liver.json' : name)
  })

  it('is no link', () => {
    const zoo = zooWith(lockOf('1.0'))
    const other = join(freshFolder(), 'zoo')
    symlinkSync(`${zoo}.lock`, `${other}.lock`)
    expect(lookAtLocks(other, 'zoo').problems.map(({ file }) => file)).toEqual(['zoo.lock'])
  })

  it('has no file without end', () => {
    const zoo = zooWith(lockOf('1.0'))
    truncateSync(join(`${zoo}.lock`, 'liver.json'), LOCK_LIMIT + 1)
    expect(said(locksOf(zoo).read('liver').problems)).toEqual([
      'zoo.lock/liver.json: The file is larger than 64 MiB. Restore it with git.',
    ])
  })
})

describe('an entry whose folder is gone', () => {
  it('is an error while a version stands', () => {
    const { entries, problems } = withdrawnEntries(locksOf(zooWith(lockOf('1.0', '1.1'))), new Set(), 'zoo')
    expect(entries).toEqual([])
    expect(said(problems)).toEqual([
      "zoo.lock/liver.json: zoo/liver/ is gone, and 2 versions of it are published. Restore zoo/liver/, or withdraw it: npm run release -- --yank liver --reason 'why'",
    ])
  })

  it('is a withdrawn one when every version is, the newest first', () => {
    const lock = lockOf(
      releasedVersion('1.0', { yanked: YANKED }),
      releasedVersion('1.1', { yanked: YANKED }),
    )
    const { entries, problems } = withdrawnEntries(locksOf(zooWith(lock)), new Set(['spleen']), 'zoo')
    expect(problems).toEqual([])
    expect(entries.map(({ id, versions }) => [id, versions.map(({ version }) => version)])).toEqual([
      ['liver', ['1.1', '1.0']],
    ])
  })

  it('is not one that is written otherwise', () => {
    const lock = lockOf(releasedVersion('1.0', { yanked: YANKED }))
    const { entries, problems } = withdrawnEntries(locksOf(zooWith(lock)), new Set(['Liver']), 'zoo')
    expect([entries, problems.length]).toEqual([[], 1])
  })
})

describe('yank', () => {
  it('withdraws one version, or all that stand', () => {
    const reason = 'Wrong labels.'
    const one = yank(lockOf('1.0', '1.1'), { version: '1.0', date: '2026-11-21', reason })
    expect([one.versions, one.lock.versions.map(({ yanked }) => yanked)]).toEqual([['1.0'], [YANKED, null]])
    const rest = yank(one.lock, { version: null, date: '2026-11-22', reason })
    expect([rest.versions, rest.lock.versions[0]!.yanked]).toEqual([['1.1'], YANKED])
  })

  it.each([
    ['9', 'x', 'has no released version "9". It has: 1.0.'],
    [null, ' ', 'Say why'],
    [null, 'a\nb', 'control character'],
    [null, 'x'.repeat(1001), '1000 characters'],
  ])('refuses version %j for %j', (version, reason, message) => {
    expect(() => yank(lockOf('1.0'), { version, date: '2026-11-21', reason })).toThrow(message)
  })

  it('withdraws nothing before the day of its release', () => {
    const { lock } = yank(lockOf('1.0'), { version: null, date: '2026-11-01', reason: 'Wrong labels.' })
    expect(lock.versions[0]!.yanked!.date).toBe('2026-11-20')
  })

  it('withdraws nothing twice', () => {
    const lock = lockOf(releasedVersion('1.0', { yanked: YANKED }))
    expect(() => yank(lock, { version: null, date: '2026-11-22', reason: 'x' })).toThrow('withdrawn already')
  })
})

describe('planReleases', () => {
  const TODAY = '2026-12-01'
  const AHEAD = releasedVersion('1.0', { date: '2027-01-01' })
  const plan = (entry: ReturnType<typeof liver>, lock: LockFile | null) =>
    planReleases([entry], () => lock, TODAY)

  it('plans nothing where the version is recorded', () => {
    expect(plan(liver('1.0'), lockOf('1.0'))).toEqual([])
  })

  it('appends the new version to what is recorded', () => {
    const [release] = plan(liver('1.1'), lockOf('1.0'))
    expect(release!.lock.versions.map(({ version }) => version)).toEqual(['1.0', '1.1'])
    expect(release!.after.downloads).toEqual([releasedDownload('1.1')])
    expect(release!.after).not.toHaveProperty('monai')
    expect(release!.before).toEqual(releasedVersion('1.0'))
  })

  it('records what lies beside the archives, with its path beside the pages', () => {
    const { torchHub, monai } = releasedSingles('1.0')
    const url = 'https://lab.example/zoo/x'
    const entry = { ...liver('1.0'), torchHub: { ...torchHub, url }, monai: { ...monai, url } }
    const [release] = plan(entry, null)
    expect(release!.after).toMatchObject({ torchHub, monai })
    const hosted = { ...entry, torchHub: { ...torchHub, path: null, url }, monai: null }
    expect(plan(hosted, null)[0]!.after).not.toHaveProperty('torchHub')
  })

  it.each([
    ['no day', null, null, TODAY, null],
    ['a day, for the first release', '2020-01-01', null, '2020-01-01', null],
    ['a later day', '2026-11-25', lockOf('1.0'), '2026-11-25', null],
    ['the day of the version before', '2026-11-20', lockOf('1.0'), TODAY, '2026-11-20'],
    ['an earlier day', '2020-01-01', lockOf('1.0'), TODAY, '2020-01-01'],
    ['no day, and the version before has one to come', null, lockOf(AHEAD), AHEAD.date, null],
  ])('takes the day where the card says %s', (_what, stated, lock, date, passedOver) => {
    const [release] = plan(liver('1.1', {}, stated), lock)
    expect([release!.after.date, release!.passedOver]).toEqual([date, passedOver])
  })
})

describe('a record', () => {
  const place = { file: 'zoo.lock/liver.json', since: 'origin/main' }

  it.each<[string, LockFile | null, string | null]>([
    ['the same', lockOf('1.0', '1.1'), null],
    ['grown', lockOf('1.0', '1.1', '1.2'), null],
    ['with a version withdrawn', lockOf(releasedVersion('1.0', { yanked: YANKED }), '1.1'), null],
    ['gone', null, 'The file is gone'],
    ['without a version', lockOf('1.1'), 'Version 1.0 is gone'],
    [
      'with another sum',
      lockOf('1.0', releasedVersion('1.1', { downloads: [releasedDownload('1.1', { sha256: OTHER_SUM })] })),
      'Version 1.1 is not what it was',
    ],
    ['with what was not written down', lockOf('1.0', releasedVersion('1.1', releasedSingles('1.1'))), null],
    [
      'with another day',
      lockOf(releasedVersion('1.0', { date: '2020-01-01' }), '1.1'),
      'Version 1.0 is not what it was',
    ],
  ])('only grows: %s', (_what, now, message) => {
    const problems = said(checkAppendOnly(lockOf('1.0', '1.1'), now, place))
    expect(problems).toEqual(message === null ? [] : [expect.stringContaining(message)])
  })

  it('keeps what lies beside the archives as it is', () => {
    const before = lockOf(releasedVersion('1.0', releasedSingles('1.0')))
    const { torchHub, monai } = releasedSingles('1.0')
    for (const singles of [{ torchHub }, { torchHub, monai: { ...monai, sha256: SUM } }])
      expect(checkAppendOnly(before, lockOf(releasedVersion('1.0', singles)), place)).toHaveLength(1)
    expect(checkAppendOnly(before, before, place)).toEqual([])
  })

  it('keeps its withdrawals as they are', () => {
    const before = lockOf(releasedVersion('1.0', { yanked: YANKED }))
    expect(checkAppendOnly(before, lockOf('1.0'), place)).toHaveLength(1)
  })
})

describe('writeLocks', () => {
  it('clears what a killed release left, and refuses a record that nobody could read', () => {
    const zoo = zooWith(lockOf('1.0'))
    writeFileSync(join(`${zoo}.lock`, '.zoopress-liver.json'), 'half')
    writeLocks({ dir: `${zoo}.lock` }, [lockOf('1.0', '1.1')])
    expect(locksOf(zoo).read('liver').lock).toEqual(lockOf('1.0', '1.1'))
    const huge = lockOf(releasedVersion('1.2', { title: 'x'.repeat(LOCK_LIMIT) }))
    expect(() => writeLocks({ dir: `${zoo}.lock` }, [huge])).toThrow('would be larger than 64 MiB')
    expect(locksOf(zoo).folder.problems).toEqual([])
  })

  it('writes the same bytes for the same record', () => {
    const lock = lockOf('1.0', '1.1')
    expect(formatLockFile(lock)).toBe(formatLockFile(structuredClone(lock)))
  })
})
