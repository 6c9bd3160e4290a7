import { describe, expect, it } from 'vitest'
import {
  checkGitFiles,
  checkPublishedSizes,
  hostOf,
  type PublishedSizes,
} from '../../src/check/host-limits.ts'
import { formatProblem } from '../../src/zoo/problem.ts'
import { fixtureEntry } from '../fixtures/store.ts'

const RELEASE = 'https://github.com/lab/zoo/releases/download/files'
const SMALL: PublishedSizes = {
  ...{ card: 'zoo/README.md', host: 'github-pages', bytes: 1000, files: 10, artifacts: null, archives: [] },
}

function warnings(sizes: Partial<PublishedSizes>): string[] {
  return checkPublishedSizes({ ...SMALL, ...sizes }).map(formatProblem)
}

describe('the host of a store', () => {
  it.each([
    ['https://lab.github.io/zoo', null, 'github-pages'],
    ['https://lab.gitlab.io', null, 'gitlab-pages'],
    ['https://lab.example', null, null],
    ['https://github.io.lab.example', null, null],
    ['https://lab.github.io', 'nginx', 'nginx'],
    [null, null, null],
  ] as const)('at %s, stated as %s, is %s', (url, host, expected) => {
    expect(hostOf({ url, host })).toBe(expected)
  })
})

describe('the size of a store', () => {
  it('is no business of other hosts, nor below nine tenths of the limit', () => {
    expect(warnings({ host: 'nginx', bytes: 5e9 })).toEqual([])
    expect(warnings({ host: null, bytes: 5e9 })).toEqual([])
    expect(warnings({ bytes: 899_999_999 })).toEqual([])
  })

  it('is told before the limit is reached, with the way out', () => {
    expect(warnings({ bytes: 900_000_000 })).toMatchInlineSnapshot(`
      [
        "zoo/README.md: warning: site-size: The store has 900 MB, and GitHub Pages publishes 1 GB at most. Publish its archives at another place: say "artifacts: https://…" in the store's card (docs/deploying.md).",
      ]
    `)
  })

  it('is told more plainly above it', () => {
    expect(warnings({ bytes: 1_200_000_000, host: 'gitlab-pages' })).toMatchInlineSnapshot(`
      [
        "zoo/README.md: warning: site-size: The store has 1200 MB, more than the 1 GB that GitLab Pages publishes: it may refuse this store or stop serving it. Publish its archives at another place: say "artifacts: https://…" in the store's card (docs/deploying.md).",
      ]
    `)
  })

  it('has another way out where archives lie elsewhere already', () => {
    expect(warnings({ bytes: 950_000_000, artifacts: 'https://archives.example' })[0]).toContain(
      'shrink pictures',
    )
  })

  it('counts files on GitLab', () => {
    expect(warnings({ host: 'gitlab-pages', files: 180_000 })).toHaveLength(1)
    expect(warnings({ files: 180_000 })).toEqual([])
  })
})

describe('a release', () => {
  const archives = (count: number, size = 1) =>
    Array.from({ length: count }, (_, n) => ({ path: `liver--${n}--weights.tar.gz`, size }))

  it('takes files of less than 2 GiB', () => {
    expect(warnings({ artifacts: RELEASE, archives: archives(1, 2 ** 31 - 1) })).toEqual([])
    expect(warnings({ artifacts: RELEASE, archives: archives(1, 2 ** 31) })).toMatchInlineSnapshot(`
      [
        "zoo/README.md: warning: release-size: liver--0--weights.tar.gz has 2148 MB, and a release of GitHub takes files of less than 2 GiB. Publish the archives in a bucket instead (docs/deploying.md).",
      ]
    `)
  })

  it('takes a thousand files, the list of sums among them', () => {
    expect(warnings({ artifacts: RELEASE, archives: archives(899) })).toEqual([])
    expect(warnings({ artifacts: RELEASE, archives: archives(900) })).toMatchInlineSnapshot(`
      [
        "zoo/README.md: warning: release-size: There are 901 files for the release, and GitHub takes 1000 at most. Publish the archives in a bucket instead (docs/deploying.md).",
      ]
    `)
  })

  it('of another forge has limits that its owner knows', () => {
    const artifacts = 'https://forge.example/lab/zoo/releases/download/files'
    expect(warnings({ artifacts, archives: archives(2000, 2 ** 32) })).toEqual([])
  })
})

describe('a file in git', () => {
  const entry = (size: number) =>
    fixtureEntry({
      sections: [
        {
          ...{
            name: 'weights',
            destination: 'models',
            localId: 'bare',
            license: null,
            mirrors: [],
            hosted: null,
          },
          files: [{ path: 'a.ckpt', from: 'weights/a.ckpt', size }],
        },
      ],
    })
  const check = (size: number, host: 'github-pages' | 'gitlab-pages' | null) =>
    checkGitFiles([entry(size)], { zooDir: '', label: 'zoo', ownImports: new Set(), host }).map(formatProblem)

  it('may have 100 MiB on GitHub', () => {
    expect(check(100 * 2 ** 20, 'github-pages')).toEqual([])
    expect(check(100 * 2 ** 20 + 1, 'github-pages')).toMatchInlineSnapshot(`
      [
        "zoo/bare/weights/a.ckpt: warning: git-file-size: The file has 105 MB, and GitHub refuses a push with a file of more than 100 MiB; with git LFS, Pages would get a pointer in its place. Put it on a host of its own (a release, Zenodo, a bucket) and name it in the card: url, sha256 and size.",
      ]
    `)
  })

  it('may be larger elsewhere', () => {
    expect([...check(2 ** 30, 'gitlab-pages'), ...check(2 ** 30, null)]).toEqual([])
  })
})
