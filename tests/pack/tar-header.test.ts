import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { BLOCK_SIZE, tarHeader, tarPadding } from '../../src/pack/tar-header.ts'

/** Path and size as Python's tarfile reads them from the header alone. */
function readByPython(header: Buffer): unknown {
  const script = `
import tarfile, io, sys, json
member = next(iter(tarfile.open(fileobj=io.BytesIO(sys.stdin.buffer.read()), mode='r:', ignore_zeros=True)))
print(json.dumps([member.name, member.size, member.isreg()]))`
  return JSON.parse(execFileSync('python3', ['-c', script], { input: header, encoding: 'utf8' }))
}

describe('tarHeader', () => {
  it.each([
    ['a', 1],
    ['n'.repeat(100), 1],
    ['n'.repeat(101), 1],
    [`${'p'.repeat(155)}/${'n'.repeat(100)}`, 1],
    [`${'p'.repeat(156)}/${'n'.repeat(99)}`, 1],
    [`${'p'.repeat(156)}/n`, 1],
    [`${'d/'.repeat(50)}n`, 1],
    [`a/${'b'.repeat(96)}/${'c'.repeat(100)}`, 1],
    [`${'a'.repeat(97)}/${'b'.repeat(100)}/c`, 1],
    ['Größe/größe.bin', 1],
  ])('keeps every path whole: %s', (path, size) => {
    expect(readByPython(tarHeader(path, size))).toEqual([path, size, true])
  })

  it.each([0, 1, 2 ** 32, 8 ** 11 - 1, 8 ** 11, 2 ** 45])('states a size of %d bytes', (size) => {
    expect(readByPython(tarHeader('weights.bin', size))).toEqual(['weights.bin', size, true])
  })

  it.each(['a', 'n'.repeat(101)])('is made of whole blocks', (path) => {
    expect(tarHeader(path, 1).length % BLOCK_SIZE).toBe(0)
  })
})

describe('tarPadding', () => {
  it.each([
    [0, 0],
    [1, 511],
    [511, 1],
    [512, 0],
    [513, 511],
  ])('fills up a file of %d bytes with %d', (size, padding) => {
    expect(tarPadding(size)).toHaveLength(padding)
  })
})
