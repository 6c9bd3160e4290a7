import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkSpace } from '../../../src/client/install/check-space.ts'
import { saidBySystem } from '../../../src/client/install/system-fault.ts'
import { UserError } from '../../../src/lib/user-error.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { staged } from './trees.ts'

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code, syscall: 'write' })
}

describe('what the system refuses', () => {
  it.each([
    ['ENOSPC', 'the disk is full'],
    ['EDQUOT', 'the quota of the disk is used up'],
    ['EACCES', 'there is no right to do that'],
    ['EROFS', 'the disk can only be read'],
    ['ENAMETOOLONG', 'the path is longer than the disk takes'],
    ['EILSEQ', 'The system said EILSEQ'],
  ])('as %s is a sentence', (code, words) => {
    const said = saidBySystem(systemError(code), 'a/b could not be replaced')
    expect(said).toBeInstanceOf(UserError)
    expect(String(said)).toMatch(/^UserError: a\/b could not be replaced\. /)
    expect(String(said)).toMatch(words)
    expect(String(said)).toMatch(/Nothing was installed, and what was there is as it was\.$/)
  })

  it('is told from bugs, mistakes and aborts, which stay as they are', () => {
    const errors = [
      new TypeError('a bug'),
      new UserError('a mistake'),
      new DOMException('aborted', 'AbortError'),
    ]
    expect(errors.map((error) => saidBySystem(error, 'x'))).toEqual(errors)
  })

  it('is a sentence where a file stands in for a folder above the target', () => {
    const folder = freshFolder()
    writeFileSync(join(folder, 'file'), '')
    expect(() => staged(join(folder, 'file/sub/model'), { a: '1' })).toThrow(
      /^Nothing can be installed to .*: a file stands where a folder is needed/,
    )
  })
})

describe('a disk without room', () => {
  it('is told before anything is unpacked', () => {
    const dir = join(freshFolder(), 'm')
    mkdirSync(dir)
    expect(() => checkSpace(dir, 5e18)).toThrow(
      /^Unpacked, it takes 5000\u00a0PB, and the disk of .* has .* left\. Make room/,
    )
    expect(() => checkSpace(dir, 1)).not.toThrow()
  })
})
