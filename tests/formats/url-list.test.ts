import { describe, expect, it } from 'vitest'
import { formatUrlList } from '../../src/formats/url-list.ts'
import { fixtureDownload, fixtureEntry, fixtureStore } from '../fixtures/store.ts'

describe('the list of addresses', () => {
  it('has every download on a line of its own, once, hosted ones included', () => {
    expect(formatUrlList(fixtureStore()).split('\n')).toEqual([
      'https://lab.example/zoo/Dataset901_Shapes/1.0/Dataset901_Shapes.zip',
      'https://lab.example/zoo/lenet_digits/1.0/lenet_digits.tar.gz',
      'https://files.example/scans.tar.gz?dl=1&x=%20;y#z',
      'https://lab.example/zoo/spleen_ct/2.1/extra.tar.gz',
      'https://lab.example/zoo/spleen_ct/2.1/weights.tar.gz',
      '',
    ])
    const twice = fixtureEntry({ downloads: [fixtureDownload(), fixtureDownload({ section: 'again' })] })
    expect(formatUrlList(fixtureStore({ entries: [twice] })).split('\n')).toHaveLength(2)
  })
})
