/** Memory does not grow with the file: a process of its own each, whose largest size is asked for. */
import { createWriteStream, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip, gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { freshFolder } from '../../lib/fresh-folder.ts'
import { runNode } from '../../lib/run-node.ts'
import { tar, tarMember } from './make-tar.ts'

const MIB = 1024 * 1024
const LARGE = 384 * MIB
/** What a file of any size may take more than a small one; freed memory is not given back at once. */
const MOST = 80 * MIB

const STAGE = `
import { stageArchives } from './src/client/archive/stage.ts'
const archive = { path: process.env.ARCHIVE, label: 'large', expected: null }
const staged = await stageArchives([archive], process.env.TARGET, { signal: new AbortController().signal })
const { size } = staged.files[0]
staged.discard()
console.log(size, process.resourceUsage().maxRSS * 1024)`

/** Size of the file that was unpacked, and of the process, in bytes. */
function measure(path: string): number[] {
  const printed = runNode(STAGE, { ARCHIVE: path, TARGET: `${path}.model` })
  return printed!.split(' ').map(Number)
}

async function large(path: string): Promise<void> {
  const zeros = Buffer.alloc(MIB)
  await pipeline(
    function* () {
      yield tarMember({ name: 'w', size: LARGE })
      for (let at = 0; at < LARGE; at += MIB) yield zeros
      yield Buffer.alloc(1024)
    },
    createGzip({ level: 1 }),
    createWriteStream(path),
  )
}

it('a large file takes hardly more memory than a small one, in tar and in tar.gz', async () => {
  const dir = freshFolder()
  writeFileSync(join(dir, 'small'), gzipSync(tar([{ name: 'w', content: 'x' }])))
  await large(join(dir, 'large.tar.gz'))
  writeFileSync(join(dir, 'large.tar'), tarMember({ name: 'w', size: LARGE }))
  truncateSync(join(dir, 'large.tar'), LARGE + 3 * 512)
  const [, usual = 0] = measure(join(dir, 'small'))
  for (const name of ['large.tar', 'large.tar.gz']) {
    const [size, most = Infinity] = measure(join(dir, name))
    expect(size).toBe(LARGE)
    expect(most - usual, name).toBeLessThan(MOST)
  }
})
