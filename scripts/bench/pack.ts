/** Our engine alone, without a build around it: `node pack.ts tar.gz|zip FOLDER OUT`. Hashes every file and the archive. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from '../../src/lib/files.ts'
import { writeTarGz } from '../../src/pack/tar.ts'
import { writeZip } from '../../src/pack/zip.ts'

const [kind = '', dir = '', out = ''] = process.argv.slice(2)
const members = listFiles(dir).map(({ path }) => {
  const { size } = statSync(join(dir, path))
  return { file: { path, from: path, size }, path: join(dir, path), place: path }
})
const write = kind === 'zip' ? writeZip : writeTarGz
await write(members, out, () => undefined)
