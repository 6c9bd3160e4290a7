import { describe, expect, it } from 'vitest'
import { cacheControl, contentType } from '../../src/deploy/object-headers.ts'

describe('the type of an object', () => {
  it.each([
    ['liver/1.0/weights.tar.gz', 'application/gzip'],
    ['liver/1.0/liver.ZIP', 'application/zip'],
    ['liver_v1_0-0123456789abcdef.pth', 'application/octet-stream'],
    ['liver/index.html', 'text/html; charset=utf-8'],
    ['liver--1.0--SHA256SUMS', 'text/plain; charset=utf-8'],
    ['SHA256SUMS.minisig', 'text/plain; charset=utf-8'],
    ['liver/constructor', 'application/octet-stream'],
    ['a.b/weights', 'application/octet-stream'],
  ])('%s is %s', (path, expected) => {
    expect(contentType(path)).toBe(expected)
  })
})

describe('how long an object may be kept', () => {
  it.each([
    ['liver/1.0/weights.tar.gz', true, true],
    ['assets/Page.D3xY8z_q.css', false, true],
    ['assets/theme.css', false, false],
    ['liver/1.0/index.html', false, false],
    ['SHA256SUMS', false, false],
  ])('%s (archive: %s), for ever: %s', (path, isArchive, forEver) => {
    expect(cacheControl(path, isArchive).includes('immutable')).toBe(forEver)
  })
})
