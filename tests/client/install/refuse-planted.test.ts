/** What somebody else may have put where everybody may write. */
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { isPlanted, refusePlanted } from '../../../src/client/install/refuse-planted.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'

const [ADMIN, ME, OTHER] = [0, 1000, 1001]

it.each([
  ["somebody else's in /tmp", OTHER, 0o1777, true],
  ["somebody else's in a folder of a group", OTHER, 0o1775, true],
  ["the administrator's in /tmp", ADMIN, 0o1777, false],
  ["the person's own in /tmp", ME, 0o1777, false],
  ["somebody else's in a folder where nobody else may write", OTHER, 0o1755, false],
  ["somebody else's where all may do anything", OTHER, 0o777, false],
])('%s is told from a trap', (_, uid, mode, expected) => {
  expect(isPlanted({ uid }, { uid: ADMIN, mode }, ME)).toBe(expected)
})

it('folders and links of the person are taken, and what is not there yet', () => {
  const dir = freshFolder()
  chmodSync(dir, 0o1777)
  mkdirSync(join(dir, 'liver'))
  symlinkSync('/nowhere', join(dir, 'link'))
  for (const path of [join(dir, 'liver'), join(dir, 'link'), join(dir, 'none'), '/nowhere/at/all'])
    expect(() => refusePlanted(path)).not.toThrow()
})
