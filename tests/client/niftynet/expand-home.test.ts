import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { expandHome } from '../../../src/client/niftynet/expand-home.ts'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { testSurroundings } from './surroundings.ts'

const dir = '/desk'
const passwd = (folder: string) => {
  const path = join(folder, 'passwd')
  writeFileSync(
    path,
    'root:x:0:0::/root:/bin/sh\nada:x:1000:1000:Ada,,,:/people/ada:/bin/sh\nbad:x:1:1::here:/\n',
  )
  return path
}

it.each([
  ['~', '/desk/ada'],
  ['~/niftynet', '/desk/ada/niftynet'],
  ['~ada', '/people/ada'],
  ['~ada/zoo', '/people/ada/zoo'],
  ['/srv/zoo', '/srv/zoo'],
  ['zoo', '/desk/zoo'],
  ['a/~/b', '/desk/a/~/b'],
])('%s is %s', (path, expanded) => {
  expect(expandHome(path, testSurroundings(dir), passwd(freshFolder()))).toBe(expanded)
})

it.each(['~grace/zoo', '~bad', '~0'])('%s is refused: nobody of this name has a home', (path) => {
  expect(() => expandHome(path, testSurroundings(dir), passwd(freshFolder()))).toThrow(
    'Write the folder out.',
  )
})

it('knows nobody where there is no list of people', () => {
  expect(() => expandHome('~ada', testSurroundings(dir), '/nowhere/passwd')).toThrow(
    'no home folder of "ada"',
  )
})
