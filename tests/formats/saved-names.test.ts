import { describe, expect, it } from 'vitest'
import { savedNames, type Named } from '../../src/formats/saved-names.ts'

const own = (name: string): Named => ({
  section: name,
  path: `a/1.0/${name}.tar.gz`,
  url: 'https://lab.example/x',
})
const hosted = (section: string, url: string): Named => ({
  section,
  path: null,
  url: `https://host.example/${url}`,
})

describe('savedNames', () => {
  it.each<[string, Named[], string[]]>([
    ['an archive of ours has its own name', [own('weights')], ['weights.tar.gz']],
    [
      'so has one that lies with the artifacts',
      [{ ...own('w'), path: null, artifact: 'a/1.0/w.zip' }],
      ['w.zip'],
    ],
    [
      'a hosted file has that of its address, without the query',
      [hosted('data', 'x/scans.nii.gz?dl=1')],
      ['scans.nii.gz'],
    ],
    ['or its section’s, where that has other letters', [hosted('data', 'sc%20ans.zip')], ['data']],
    ['or is too long', [hosted('data', 'x'.repeat(101))], ['data']],
    [
      'of two with one name the hosted one gets its section in front',
      [own('weights'), hosted('more', 'Weights.tar.gz')],
      ['weights.tar.gz', 'more-Weights.tar.gz'],
    ],
    [
      'and both do where both are hosted',
      [hosted('a', 'x.bin'), hosted('b', 'x.bin')],
      ['a-x.bin', 'b-x.bin'],
    ],
    [
      'whatever the sections are called, no two names are the same',
      [hosted('a-b', 'c'), hosted('a', 'b-c'), hosted('x', 'c'), hosted('y', 'b-c')],
      ['a-b-c', '2-a-b-c', 'x-c', 'y-b-c'],
    ],
  ])('%s', (_, downloads, expected) => {
    expect(savedNames(downloads)).toEqual(expected)
  })
})
