import { describe, expect, it } from 'vitest'
import { artifactPath, isRelease, ownPlace } from '../../src/lib/artifact-path.ts'
import { namesItsSum } from '../../src/pack/torch-hub.ts'

const BUCKET = 'https://archives.example/zoo'
const RELEASE = 'https://github.com/lab/zoo/releases/download/files'

describe('the path of an archive that is published apart', () => {
  it.each([
    [BUCKET, 'liver/1.0/weights.tar.gz', 'liver/1.0/weights.tar.gz'],
    [BUCKET, 'liver/1.0/a b.tar.gz', 'liver/1.0/a b.tar.gz'],
    [RELEASE, 'liver/1.0/weights.tar.gz', 'liver--1.0--weights.tar.gz'],
    [RELEASE, 'liver/1.0/SHA256SUMS', 'liver--1.0--SHA256SUMS'],
    [RELEASE, 'liver/1.0/a b+c.tar.gz', 'liver--1.0--a.b.c.tar.gz'],
  ])('below %s is, of %s, %s', (artifacts, path, expected) => {
    expect(artifactPath(artifacts, path)).toBe(expected)
  })

  it('keeps the name that torch.hub reads a sum from', () => {
    const path = artifactPath(RELEASE, 'liver.ct/1.0/liver_ct_v1_0-0123456789abcdef.pth')
    expect(path).toBe('liver_ct_v1_0-0123456789abcdef.pth')
    expect(namesItsSum(path, `0123456789abcdef${'0'.repeat(48)}`)).toBe(true)
  })
})

describe('a release', () => {
  it.each([
    ['https://github.com/lab/zoo/releases/download/v1', true],
    ['https://github.com/lab/zoo/releases/latest/download', true],
    ['https://codeberg.example/lab/zoo/releases/download/v1', true],
    ['https://github.com/lab/zoo/releases/download/v1/folder', false],
    ['https://github.com/lab/zoo/releases/tag/v1', false],
    [BUCKET, false],
  ])('is told by its address: %s (%s)', (address, expected) => {
    expect(isRelease(address)).toBe(expected)
  })
})

describe('the place of a file of the store', () => {
  it('is beside the pages, or among the artifacts', () => {
    const path = 'liver/1.0/a b.zip'
    expect(ownPlace({ url: 'https://lab.example', artifacts: null }, path)).toEqual({
      path,
      url: 'https://lab.example/liver/1.0/a%20b.zip',
    })
    expect(ownPlace({ url: 'https://lab.example', artifacts: RELEASE }, path)).toEqual({
      path: null,
      artifact: 'liver--1.0--a.b.zip',
      url: `${RELEASE}/liver--1.0--a.b.zip`,
    })
  })
})
