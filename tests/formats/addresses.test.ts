import { describe, expect, it } from 'vitest'
import { absoluteUrl, encodePath, relativeUrl } from '../../src/formats/addresses.ts'
import { fixtureStore } from '../fixtures/store.ts'

describe('encodePath', () => {
  it.each([
    ['', ''],
    ['a/b.tar.gz', 'a/b.tar.gz'],
    ['a b/c#d?e%f', 'a%20b/c%23d%3Fe%25f'],
    ['größe/', 'gr%C3%B6%C3%9Fe/'],
    ["a'b(c)", "a'b(c)"],
  ])('of %j is %j', (path, encoded) => expect(encodePath(path)).toBe(encoded))
})

describe('absoluteUrl', () => {
  it.each([
    ['', 'https://lab.example/zoo/'],
    ['a/1.0/a b.zip', 'https://lab.example/zoo/a/1.0/a%20b.zip'],
  ])('of %j has the address of the store: %s', (path, url) =>
    expect(absoluteUrl(fixtureStore(), path)).toBe(url),
  )
})

describe('relativeUrl', () => {
  it('begins below the folder of the document', () => {
    expect(relativeUrl('a', 'a/1.0/b c.zip')).toBe('1.0/b%20c.zip')
  })

  it.each(['b/c', 'ab/c', 'a'])('has no way from a/ to %s', (path) => {
    expect(() => relativeUrl('a', path)).toThrow(`${path} is not below a/.`)
  })
})
