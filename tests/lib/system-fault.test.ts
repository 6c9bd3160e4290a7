import { mkdirSync, readFileSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemFault } from '../../src/lib/system-fault.ts'
import { freshFolder } from './fresh-folder.ts'

function fault(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('Nothing failed.')
}

describe('what the system refuses', () => {
  it('is said with the path that it named', () => {
    const dir = freshFolder()
    expect(
      systemFault(
        fault(() => readFileSync(dir)),
        ' with --dest',
      )?.sentence,
    ).toMatch(/^Writing: a folder stands/)
    expect(
      systemFault(
        fault(() => mkdirSync(dir)),
        ' with --dest',
      ),
    ).toEqual({
      sentence: `${dir}: something else is there already. Move it away, or choose another place with --dest, and run the command again.`,
      isStartFolder: false,
    })
  })

  it('is said without a way to name another place, where there is none', () => {
    const missing = join(freshFolder(), 'missing')
    expect(
      systemFault(
        fault(() => rmdirSync(missing)),
        '',
      )?.sentence,
    ).toBe(
      `${missing}: this is gone, or cannot be made there. Let whatever removed it finish, or choose another place, and run the command again.`,
    )
  })

  it('is found in what the bundler says', () => {
    expect(systemFault(new Error('Cannot write (os error 28)'), '')?.sentence).toMatch(/the disk is full/)
  })

  it('is nothing else', () => {
    expect([systemFault(new TypeError('a bug'), ''), systemFault('text', '')]).toEqual([null, null])
  })
})
