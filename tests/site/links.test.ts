import { describe, expect, it } from 'vitest'
import { linkerFor } from '../../src/site/links.ts'

const URL_OF_STORE = 'https://lab.example/zoo'

describe('links between pages', () => {
  it.each([
    ['', 'lenet/', 'lenet/'],
    ['', '', './'],
    ['', '/assets/site.css', 'assets/site.css'],
    ['lenet/', '', '../'],
    ['lenet/', 'lenet/1.0/lenet.tar.gz', '../lenet/1.0/lenet.tar.gz'],
    ['lenet/', '/assets/site.css', '../assets/site.css'],
    ['clients/', 'lenet/media/a picture.png', '../lenet/media/a%20picture.png'],
    ['404.html', '', '/zoo/'],
    ['404.html', '/assets/site.css', '/zoo/assets/site.css'],
  ])('from %j to %j is %j', (page, target, href) => {
    expect(linkerFor(page, URL_OF_STORE)(target)).toBe(href)
  })

  it('begins at the root where the store has no path', () => {
    expect(linkerFor('404.html', 'http://localhost:8000')('lenet/')).toBe('/lenet/')
  })
})
