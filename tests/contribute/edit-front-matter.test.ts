import { describe, expect, it } from 'vitest'
import { editFrontMatter, type Edit } from '../../src/contribute/edit-front-matter.ts'

const SUMS: Edit[] = [
  { path: ['downloads', 'w', 'sha256'], source: 'ab', after: ['url'] },
  { path: ['downloads', 'w', 'size'], source: '7', after: ['sha256', 'url'] },
]

describe('editing front matter', () => {
  it.each([
    [
      'adds keys behind the one that is named, at its depth, and keeps comments',
      '# first\ndownloads:   # files\n    w:\n        url: http://x/a # theirs\n        destination: models\nlicense: mit\n',
      '# first\ndownloads:   # files\n    w:\n        url: http://x/a # theirs\n        sha256: ab\n        size: 7\n        destination: models\nlicense: mit\n',
    ],
    [
      'changes values alone',
      'downloads:\n  w: # x\n    size:   1 # old\n    sha256: \'cd\'   # old\n    url: "http://x/a"\n',
      'downloads:\n  w: # x\n    size:   7 # old\n    sha256: ab   # old\n    url: "http://x/a"\n',
    ],
    [
      'writes into braces',
      'downloads: { w: { url: http://x/a } }\n',
      'downloads: { w: { url: http://x/a, sha256: ab, size: 7 } }\n',
    ],
    [
      'keeps what follows a value of several lines',
      'downloads:\n  w:\n    size: |\n      9\n    url: >-\n      http://x/a\nlicense: mit\n',
      'downloads:\n  w:\n    size: 7\n    url: >-\n      http://x/a\n    sha256: ab\nlicense: mit\n',
    ],
    [
      'keeps line ends of Windows',
      'downloads:\r\n  w:\r\n    url: http://x/a\r\n',
      'downloads:\r\n  w:\r\n    url: http://x/a\r\n    sha256: ab\r\n    size: 7\r\n',
    ],
  ])('%s', (_, before, after) => {
    const around = (yaml: string) => `\ufeff---\n${yaml}---\n# Text\n\n---\nsize: 1\n`
    expect(editFrontMatter(around(before), SUMS)).toBe(around(after))
  })

  it.each([
    ['no front matter', '# Text\n'],
    ['front matter without an end', '---\na: b\n'],
    ['YAML that is wrong', '---\na: "b\n---\n'],
    ['no place for the key', '---\na: b\n---\n'],
  ])('refuses text with %s', (_, text) => {
    expect(editFrontMatter(text, SUMS)).toBeNull()
  })
})
