import { describe, expect, it } from 'vitest'
import { fileAddress } from '../../../src/contribute/import/file-address.ts'

describe('the address of a file', () => {
  it.each([
    [
      'https://github.com/lab/zoo/blob/master/net/w.tar.gz',
      'https://github.com/lab/zoo/raw/master/net/w.tar.gz',
    ],
    [
      'https://huggingface.co/lab/dots/blob/main/model.pt',
      'https://huggingface.co/lab/dots/resolve/main/model.pt',
    ],
    ['https://www.dropbox.com/s/abc/w.tar.gz?dl=0', 'https://www.dropbox.com/s/abc/w.tar.gz?dl=1'],
    [
      'https://www.dropbox.com/scl/fi/abc/w.zip?rlkey=x&dl=0',
      'https://www.dropbox.com/scl/fi/abc/w.zip?rlkey=x&dl=1',
    ],
    [
      'https://zenodo.org/api/records/123/files/rdf.yaml/content',
      'https://zenodo.org/records/123/files/rdf.yaml',
    ],
  ])('of %s, which is a page or has another name, is %s', (page, file) => {
    expect(fileAddress(page)).toBe(file)
    expect(fileAddress(file)).toBe(file)
  })

  it.each([
    'https://github.com/lab/zoo/releases/download/v1/blob/w.zip',
    'https://example.org/lab/zoo/blob/master/w.zip',
    'https://www.dropbox.com/s/abc/w.tar.gz',
    'https://zenodo.org/api/records/123/files',
    'no address',
  ])('%s stays as it is', (address) => {
    expect(fileAddress(address)).toBe(address)
  })
})
