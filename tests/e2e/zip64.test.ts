/** A member of more than 4 GiB, and one that lies behind it: both need the 64-bit fields of zip. The big one is all hole. */
import { closeSync, mkdirSync, openSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { hashSource, sourceOf } from '../../src/pack/source.ts'
import { writeZip } from '../../src/pack/zip.ts'
import { run } from './command.ts'
import { freshFolder } from './folders.ts'
import { PYTHON3 } from './pythons.ts'

const folder = freshFolder('zip64')
afterAll(folder.remove)

const SIZE = 4 * 1024 ** 3 + 1
const PROGRAM = `
import sys, zipfile
archive = zipfile.ZipFile(sys.argv[1])
print([member.file_size for member in archive.infolist()], archive.read("b/after.txt").decode())
`

it('a zip of more than 4 GiB is read by Python, with what lies behind the large file', async () => {
  mkdirSync(join(folder.path, 'liver'))
  const files = [
    { path: 'a/large.pth', from: 'large.pth', size: SIZE },
    { path: 'b/after.txt', from: 'after.txt', size: 5 },
  ]
  closeSync(openSync(join(folder.path, 'liver/large.pth'), 'w'))
  truncateSync(join(folder.path, 'liver/large.pth'), SIZE)
  writeFileSync(join(folder.path, 'liver/after.txt'), 'after')
  const zoo = { zooDir: folder.path, label: 'zoo' }
  const members = files.map((file) => hashSource(sourceOf(zoo, 'liver', file)))
  const zip = join(folder.path, 'large.zip')
  await writeZip(members, zip, () => undefined)
  const read = await run(PYTHON3, ['-c', PROGRAM, zip])
  expect(read).toEqual({ code: 0, stdout: `[${SIZE}, 5] after\n`, stderr: '' })
}, 300_000)
