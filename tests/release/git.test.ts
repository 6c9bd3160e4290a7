/** Records of releases under git: they merge, and are compared with another state of the repository. */
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkSince, checkSinceLastCommit } from '../../src/release/check-since.ts'
import type { LockFile } from '../../src/release/lock-file.ts'
import { lookAtLocks } from '../../src/release/lock-folder.ts'
import { Locks } from '../../src/release/locks.ts'
import { writeLocks } from '../../src/release/write-locks.ts'
import { yank } from '../../src/release/yank.ts'
import type { ReleasedDownload, ReleasedVersion } from '../../src/store.ts'
import { formatProblem } from '../../src/zoo/problem.ts'
import { freshFolder } from '../lib/fresh-folder.ts'
import { lockOf, OTHER_SUM, releasedDownload, releasedSingles, releasedVersion, SUM } from './released.ts'

const GIT = (process.env['PATH'] ?? '').split(delimiter).some((dir) => existsSync(join(dir, 'git')))
  ? ['git']
  : []
const AS = ['-c', 'user.name=Owner', '-c', 'user.email=owner@lab.example', '-c', 'commit.gpgsign=false']

class Repository {
  readonly dir = freshFolder()
  readonly zoo = join(this.dir, 'zoo')

  constructor(...locks: LockFile[]) {
    mkdirSync(this.zoo)
    this.git('init', '-q', '-b', 'main')
    this.commit(...locks)
  }

  git(...args: string[]): string {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }
    return execFileSync('git', [...AS, ...args], { cwd: this.dir, env, encoding: 'utf8', stdio: 'pipe' })
  }

  commit(...locks: LockFile[]): void {
    writeLocks({ dir: `${this.zoo}.lock` }, locks)
    this.git('add', '-A')
    this.git('commit', '-q', '-m', 'Release')
  }

  /** Two branches from here on, merged into one. */
  merge(ours: () => void, theirs: () => void): void {
    this.git('checkout', '-q', '-b', 'theirs')
    theirs()
    this.git('checkout', '-q', 'main')
    ours()
    this.git('merge', '-q', '-m', 'Merge', 'theirs')
  }

  locks(): Locks {
    return new Locks(lookAtLocks(this.zoo, 'zoo'))
  }

  versions(id: string): string[] {
    const { lock, problems } = this.locks().read(id)
    expect(problems).toEqual([])
    return lock!.versions.map(({ version, yanked }) => (yanked ? `${version} yanked` : version))
  }

  since(ref: string): string[] {
    return checkSince(ref, this.locks()).map(formatProblem)
  }
}

const spleen = (version: string): LockFile => {
  const downloads = releasedVersion(version).downloads.map((one) => ({
    ...one,
    path: `spleen/${version}/weights.tar.gz`,
  }))
  return { id: 'spleen', versions: [releasedVersion(version, { downloads })] }
}
const yanked = (lock: LockFile, version: string) =>
  yank(lock, { version, date: '2026-11-21', reason: 'Wrong labels.' }).lock

describe.each(GIT)('%s', () => {
  it('merges two branches that each release another entry', () => {
    const repository = new Repository(lockOf('1.0'))
    repository.merge(
      () => repository.commit(lockOf('1.0', '1.1')),
      () => repository.commit(spleen('1.0')),
    )
    expect([repository.versions('liver'), repository.versions('spleen')]).toEqual([['1.0', '1.1'], ['1.0']])
  })

  it.each([
    ['1.1', '1.2'],
    ['2.0', '1.1'],
  ])('merges two versions of one entry, %s and %s', (ours, theirs) => {
    const repository = new Repository(lockOf('1.0'))
    repository.merge(
      () => repository.commit(lockOf('1.0', ours)),
      () => repository.commit(lockOf('1.0', theirs)),
    )
    expect(repository.versions('liver')).toEqual(['1.0', ...[ours, theirs].sort()])
    expect([repository.since('main~1'), repository.since('theirs')]).toEqual([[], []])
  })

  it.each([
    ['without downloads', lockOf(releasedVersion('1.0', { downloads: [] }))],
    ['with downloads', lockOf('1.0')],
  ])('merges a withdrawal of a version %s and another version', (_what, first) => {
    const repository = new Repository(first)
    const next = releasedVersion('1.1', { downloads: [] })
    repository.merge(
      () => repository.commit({ id: 'liver', versions: [...first.versions, next] }),
      () => repository.commit(yanked(first, '1.0')),
    )
    expect(repository.versions('liver')).toEqual(['1.0 yanked', '1.1'])
  })

  const otherFiles = [{ path: 'model.bin', size: 3, sha256: OTHER_SUM }]
  const download = (changes: Partial<ReleasedDownload>) =>
    releasedVersion('1.1', { downloads: [releasedDownload('1.1', changes)] })
  const second = { section: 'data', path: 'liver/1.1/data.tar.gz' }

  it.each<[string, ReleasedVersion]>([
    ['bytes', download({ sha256: OTHER_SUM, files: otherFiles })],
    ['bytes of the same files', download({ sha256: OTHER_SUM })],
    [
      'a file more',
      download({ sha256: OTHER_SUM, files: [...otherFiles, { path: 'z', size: 1, sha256: SUM }] }),
    ],
    [
      'a section more',
      releasedVersion('1.1', { downloads: [releasedDownload('1.1'), releasedDownload('1.1', second)] }),
    ],
    ['a day', releasedVersion('1.1', { date: '2026-11-22' })],
    ['a title', releasedVersion('1.1', { title: 'Another' })],
    ['a file beside the archives', releasedVersion('1.1', releasedSingles('1.1'))],
  ])('keeps no version that two branches released with %s of their own', (_what, theirs) => {
    const repository = new Repository(lockOf('1.0'))
    repository.merge(
      () => repository.commit(lockOf('1.0', '1.1')),
      () => repository.commit(lockOf('1.0', theirs)),
    )
    const { lock, problems } = repository.locks().read('liver')
    expect([lock, problems.map(formatProblem)]).toEqual([
      null,
      [
        expect.stringMatching(
          /^zoo\.lock\/liver\.json:\d+: Version "1\.1" is recorded twice, with different contents/,
        ),
      ],
    ])
    repository.git('checkout', '-q', 'theirs', '--', 'zoo.lock/liver.json')
    expect(repository.versions('liver')).toEqual(['1.0', '1.1'])
  })

  it('takes a version that two branches released alike for one', () => {
    const repository = new Repository(lockOf('1.0'))
    const alike = () => repository.commit(lockOf('1.0', '1.1'))
    repository.merge(alike, alike)
    expect(repository.versions('liver')).toEqual(['1.0', '1.1'])
  })

  it('says how to join an entry that two branches began with a version each', () => {
    const repository = new Repository(spleen('1.0'))
    repository.merge(
      () => repository.commit(lockOf('1.0')),
      () => repository.commit(lockOf('1.1')),
    )
    const [problem] = repository.locks().read('liver').problems
    expect(problem!.message).toContain('Two branches each recorded the first version of this entry.')
    const file = join(`${repository.zoo}.lock`, 'liver.json')
    const lines = readFileSync(file, 'utf8').split('\n')
    lines[problem!.line! - 1] = `, ${lines[problem!.line! - 1]}`
    writeFileSync(file, lines.join('\n'))
    expect(repository.versions('liver')).toEqual(['1.0', '1.1'])
  })

  it('merges what a release added to the record of a version, and the next version', () => {
    const repository = new Repository(lockOf('1.0'))
    const whole = releasedVersion('1.0', releasedSingles('1.0'))
    repository.merge(
      () => repository.commit(lockOf(whole)),
      () => repository.commit(lockOf('1.0', '1.1')),
    )
    expect(repository.locks().read('liver').lock).toEqual(lockOf(whole, '1.1'))
    expect([repository.since('main~1'), repository.since('theirs')]).toEqual([[], []])
  })

  it.each(['with', 'without'])('reads records %s attributes that a checkout for Windows changed', (how) => {
    const repository = new Repository(lockOf('1.0'), spleen('1.0'))
    if (how === 'without') rmSync(join(`${repository.zoo}.lock`, '.gitattributes'))
    repository.git('commit', '-qa', '--allow-empty', '-m', 'Attributes')
    repository.git('config', 'core.autocrlf', 'true')
    repository.git('rm', '-rq', '--cached', '.')
    repository.git('reset', '-q', '--hard')
    const text = readFileSync(join(`${repository.zoo}.lock`, 'liver.json'), 'utf8')
    expect(text.includes('\r\n')).toBe(how === 'without')
    expect([repository.versions('liver'), repository.since('main')]).toEqual([['1.0'], []])
  })

  it('tells what a branch took from the record', () => {
    const repository = new Repository(lockOf('1.0', '1.1'), spleen('1.0'))
    writeLocks({ dir: `${repository.zoo}.lock` }, [lockOf('1.1')])
    rmSync(join(`${repository.zoo}.lock`, 'spleen.json'))
    expect(repository.since('main').toSorted()).toEqual([
      'zoo.lock/liver.json: Version 1.0 is gone, and main has it. A record only grows: restore the version with git.',
      'zoo.lock/spleen.json: The file is gone, and main has it. What was released stays recorded: restore it with git.',
    ])
  })

  it('tells a release what was taken since the last commit', () => {
    const repository = new Repository(lockOf('1.0', '1.1'), spleen('1.0'))
    const said = () => checkSinceLastCommit(repository.locks()).map(formatProblem).toSorted()
    expect(said()).toEqual([])
    writeLocks({ dir: `${repository.zoo}.lock` }, [lockOf('1.0', '1.1', '1.2')])
    expect(said()).toEqual([])
    writeLocks({ dir: `${repository.zoo}.lock` }, [lockOf('1.1')])
    expect(said()).toEqual([expect.stringContaining('Version 1.0 is gone, and the last commit has it.')])
    rmSync(`${repository.zoo}.lock`, { recursive: true })
    expect(said()).toEqual(
      ['liver', 'spleen'].map(
        (id) =>
          expect.stringMatching(
            `^zoo.lock/${id}.json: The file is gone, and the last commit has it`,
          ) as string,
      ),
    )
    repository.git('commit', '-qam', 'Begin again')
    expect(said()).toEqual([])
  })

  it('tells a release nothing where nothing was committed, or the repository is none', () => {
    const dir = freshFolder()
    mkdirSync(join(dir, 'zoo'))
    writeLocks({ dir: join(dir, 'zoo.lock') }, [lockOf('1.0')])
    const said = () => checkSinceLastCommit(new Locks(lookAtLocks(join(dir, 'zoo'), 'zoo')))
    expect(said()).toEqual([])
    mkdirSync(join(dir, '.git'))
    expect(said()).toEqual([])
    rmSync(join(dir, '.git'), { recursive: true })
    execFileSync('git', ['init', '-q'], { cwd: dir })
    expect(said()).toEqual([])
  })

  it('finds nothing where there was no record yet', () => {
    const repository = new Repository(lockOf('1.0'))
    repository.git('checkout', '-q', '--orphan', 'empty')
    repository.git('rm', '-rfq', '.')
    repository.git('commit', '-q', '--allow-empty', '-m', 'Empty')
    expect(repository.since('empty')).toEqual([])
  })

  it.each([
    '--output=/tmp/x',
    'main..main',
    'main:zoo.lock',
    '',
    '-h',
    'nobody',
    'main --ext-diff',
    'ma\nin',
  ])('is asked for states alone: %j', (ref) => {
    const repository = new Repository(lockOf('1.0'))
    expect(() => repository.since(ref)).toThrow(/--since/)
  })

  it('runs nothing that the repository names', () => {
    const repository = new Repository(lockOf('1.0'))
    const trace = join(repository.dir, 'ran')
    const program = join(repository.dir, 'program.sh')
    writeFileSync(program, `#!/bin/sh\ntouch ${trace}\n`)
    chmodSync(program, 0o755)
    for (const key of [
      'core.fsmonitor',
      'core.pager',
      'diff.evil.textconv',
      'diff.evil.command',
      'filter.evil.smudge',
    ])
      repository.git('config', key, program)
    writeFileSync(join(repository.dir, '.gitattributes'), '* diff=evil filter=evil\n')
    expect(repository.since('main')).toEqual([])
    expect(existsSync(trace)).toBe(false)
  })
})
