import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { BLOCK_SIZE, tarHeader, tarPadding } from '../../src/pack/tar-header.ts'

/** Path, size and kind as Python's tarfile reads them from the headers alone. */
function readByPython(members: [path: string, size: number][]): unknown {
  const script = `
import tarfile, io, sys, json, base64
for line in sys.stdin:
    member = next(iter(tarfile.open(fileobj=io.BytesIO(base64.b64decode(line)), mode='r:')))
    print(json.dumps([member.name, member.size, member.isreg()]))`
  const input = members.map(([path, size]) => tarHeader(path, size).toString('base64')).join('\n')
  const lines = execFileSync('python3', ['-c', script], { input, encoding: 'utf8' }).trim().split('\n')
  return lines.map((line) => JSON.parse(line) as unknown)
}

describe('tarHeader', () => {
  const paths = [
    'a',
    'n'.repeat(100),
    'n'.repeat(101),
    `${'p'.repeat(155)}/${'n'.repeat(100)}`,
    `${'p'.repeat(156)}/${'n'.repeat(99)}`,
    `${'p'.repeat(156)}/n`,
    `${'d/'.repeat(50)}n`,
    `a/${'b'.repeat(96)}/${'c'.repeat(100)}`,
    `${'a'.repeat(97)}/${'b'.repeat(100)}/c`,
    'Größe/größe.bin',
  ]
  it('keeps every path whole, however long', () => {
    const members = paths.map((path): [string, number] => [path, 1])
    expect(readByPython(members)).toEqual(members.map((member) => [...member, true]))
  })

  it('states every size, also beyond 8 GiB', () => {
    const sizes = [0, 1, 2 ** 32, 8 ** 11 - 1, 8 ** 11, 2 ** 45]
    const members = sizes.map((size): [string, number] => ['weights.bin', size])
    expect(readByPython(members)).toEqual(members.map((member) => [...member, true]))
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
